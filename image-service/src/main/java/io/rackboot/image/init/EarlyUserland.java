package io.rackboot.image.init;

import io.rackboot.image.script.Scripts;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.function.Consumer;

/// Puts into a root what makes it boot by itself: its tools, and whatever reports the end of the boot.
///
/// @param tools what comes along
/// @param log takes a line for what is done to the root's own files
public record EarlyUserland(Tools tools, Consumer<String> log) {
    private static final String HOME = Tools.HOME;
    private static final String REPORT = "::once:" + HOME + "/phone-home boot-complete";

    /// Changes the root, and {@return what is to become its init}.
    ///
    /// @throws RefusedSourceException where the root cannot take it, or has no `init`
    public InitProgram place(Tree tree, String init) throws IOException {
        var program = InitProgram.in(tree, init);
        for (var directory : Tools.MOUNT_POINTS) {
            tree.directory(TreePath.of(directory));
        }
        var tmp = TreePath.of("tmp");
        if (tree.at(tmp).isEmpty()) {
            tree.put(tmp, new Node.Directory(Attributes.root(01777)));
        }
        tools.place(tree);
        reportCompletion(tree, program);
        return program;
    }

    /// Has the root take local data of the machine.
    ///
    /// @param program what `place` found
    /// @throws RefusedSourceException where links of the root lead its place to what it must not cover
    public void mount(Tree tree, InitProgram program, LocalDisk disk) throws IOException {
        var place = tree.directory(TreePath.of(disk.mount()));
        disk.requireOutsideSystem(place);
        switch (program.reporter()) {
            case UNIT -> {
                disk.place(tree, place);
                log.accept("local data is mounted on " + place + " by systemd, where a disk has it");
            }
            case INITTAB, INIT -> log.accept("local data is mounted on " + place + " by /init, where a disk has it");
        }
    }

    /// Has a change of the root keep what reports the end of its boot: an inittab that was replaced has the line again.
    ///
    /// @param program what `place` found
    public void keepReport(Tree changed, InitProgram program) throws IOException {
        if (program.reporter() == CompletionReporter.INITTAB) {
            inittab(changed);
        }
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
                    log.accept("boot-complete is reported by a line added to " + at);
                }
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

    private static void text(Tree tree, String path, String text) throws RefusedSourceException {
        tree.place(path, Node.file(Attributes.root(0644), Content.text(text)));
    }
}
