package io.rackboot.image.init;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Puts into a root what makes it boot by itself: /init, its tools, and whatever reports the end of the boot.
///
/// @param image `name.version`, shown on the console
/// @param busybox a static busybox
/// @param modules names of the modules to load, in order
/// @param log takes a line for what is done to the root's own files
public record EarlyUserland(String image, byte[] busybox, List<String> modules, Consumer<String> log) {
    /// Where the tools stand.
    public static final String HOME = "/usr/lib/rackboot";

    private static final String REPORT = "::once:" + HOME + "/phone-home boot-complete";
    private static final Attributes PROGRAM = Attributes.root(0755);
    private static final List<String> MOUNT_POINTS = List.of("proc", "sys", "dev", "run");

    /// Changes the root.
    ///
    /// @throws RefusedSourceException where the root cannot take it, or has no `init`
    public void place(Tree tree, String init) throws IOException {
        var program = InitProgram.in(tree, init);
        for (var directory : MOUNT_POINTS) {
            tree.directory(TreePath.of(directory));
        }
        var tmp = TreePath.of("tmp");
        if (tree.at(tmp).isEmpty()) {
            tree.put(tmp, new Node.Directory(Attributes.root(01777)));
        }
        // The kernel opens the console for /init before anything is mounted.
        tree.place("/dev/console", new Node.Device(Attributes.root(0600), DeviceKind.CHARACTER, 5, 1));
        tree.place("/dev/null", new Node.Device(Attributes.root(0666), DeviceKind.CHARACTER, 1, 3));
        if (tree.at(TreePath.of("init")).isPresent()) {
            log.accept("/init: the root's own is replaced");
        }
        script(tree, "/init", rendered(program));
        script(tree, HOME + "/phone-home", Scripts.read("phone-home"));
        script(tree, HOME + "/udhcpc.script", Scripts.read("udhcpc.script"));
        text(tree, HOME + "/fstab", Scripts.read("fstab"));
        busybox(tree);
        text(tree, HOME + "/modules", String.join("\n", modules) + (modules.isEmpty() ? "" : "\n"));
        reportCompletion(tree, program);
    }

    /// Most small roots have the same busybox already: a hard link to it halves what the machine loads and unpacks.
    private void busybox(Tree tree) throws IOException {
        var own = Node.file(PROGRAM, new Content.Bytes(busybox));
        for (var entry : tree.nodes().entrySet()) {
            if (entry.getKey().name().startsWith("busybox")
                    && entry.getValue() instanceof Node.RegularFile present
                    && present.attributes().equals(PROGRAM)
                    && ContentReader.equal(present.content(), own.content())) {
                tree.place(HOME + "/busybox", present);
                return;
            }
        }
        tree.place(HOME + "/busybox", own);
    }

    private String rendered(InitProgram program) {
        return Scripts.read("init")
                .replace("@IMAGE@", image)
                .replace("@INIT@", program.path())
                .replace("@COMPLETE@", program.reporter().text());
    }

    private void reportCompletion(Tree tree, InitProgram program) throws IOException {
        switch (program.reporter()) {
            case UNIT -> {
                var unit = "/etc/systemd/system/rackboot-complete.service";
                text(tree, unit, Scripts.read("rackboot-complete.service"));
                tree.place(
                        "/etc/systemd/system/multi-user.target.wants/rackboot-complete.service",
                        new Node.SymbolicLink(Attributes.root(0777), unit));
                log.accept("boot-complete is reported by the unit rackboot-complete.service");
            }
            case INITTAB -> inittab(tree);
            case INIT ->
                log.accept("boot-complete is reported by /init: " + program.file() + " is neither systemd nor busybox");
        }
    }

    private void inittab(Tree tree) throws IOException {
        switch (tree.resolve("/etc/inittab")) {
            case Resolution.Found(var at, Node.RegularFile file) -> {
                var lines = ContentReader.text(file.content());
                if (!lines.contains(REPORT)) {
                    var separator = lines.isEmpty() || lines.endsWith("\n") ? "" : "\n";
                    tree.put(at, Node.file(file.attributes(), Content.text(lines + separator + REPORT + "\n")));
                }
                log.accept("boot-complete is reported by a line added to " + at);
            }
            case Resolution.Found found -> throw new RefusedSourceException(found.path() + ": is not a file");
            case Resolution.Absent _ -> {
                text(tree, "/etc/inittab", newInittab(tree));
                log.accept("/etc/inittab is made: the root has none");
            }
        }
    }

    private static String newInittab(Tree tree) {
        var shell = isFile(tree, "/bin/sh") ? "-/bin/sh" : HOME + "/busybox sh";
        return """
                # Made by image-service: the root had none.
                %s%s
                ::askfirst:%s
                ::ctrlaltdel:%s/busybox reboot
                ::shutdown:%s/busybox umount -a -r
                """.formatted(
                isFile(tree, "/etc/init.d/rcS") ? "::sysinit:/etc/init.d/rcS\n" : "", REPORT, shell, HOME, HOME);
    }

    private static boolean isFile(Tree tree, String path) {
        return tree.resolve(path) instanceof Resolution.Found found && found.node() instanceof Node.RegularFile;
    }

    private static void script(Tree tree, String path, String text) throws RefusedSourceException {
        tree.place(path, Node.file(PROGRAM, Content.text(text)));
    }

    private static void text(Tree tree, String path, String text) throws RefusedSourceException {
        tree.place(path, Node.file(Attributes.root(0644), Content.text(text)));
    }
}
