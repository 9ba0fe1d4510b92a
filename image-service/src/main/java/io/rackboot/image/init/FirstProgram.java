package io.rackboot.image.init;

import io.rackboot.image.script.Scripts;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.util.List;

/// /init and what only it needs.
///
/// @param image `name.version`, shown on the console
/// @param modules names of the modules to load, in order
/// @param drivers which modules it loads besides
/// @param way how it comes to the root
/// @param data what it mounts of the machine's own disks, as a line
public record FirstProgram(String image, List<String> modules, Drivers drivers, RootWay way, String data) {
    /// Puts it into the tree that the kernel unpacks.
    ///
    /// @param program what it hands over to
    public void place(Tree tree, InitProgram program) throws RefusedSourceException {
        // The kernel opens the console for /init before anything is mounted.
        tree.place("/dev/console", new Node.Device(Attributes.root(0600), DeviceKind.CHARACTER, 5, 1));
        tree.place("/dev/null", new Node.Device(Attributes.root(0666), DeviceKind.CHARACTER, 1, 3));
        tree.place("/init", Node.file(Attributes.root(0755), Content.text(rendered(program))));
        text(tree, "fstab", Scripts.read("fstab"));
        text(tree, "modules", String.join("\n", modules) + (modules.isEmpty() ? "" : "\n"));
        data(tree);
    }

    /// {@return the tree of a first stage: /init, its tools, and nothing of the root}
    ///
    /// @param root says which file is fetched: digest, size, name
    public Tree stage(InitProgram program, Tools tools, String root) throws RefusedSourceException {
        var tree = new Tree();
        for (var directory : Tools.MOUNT_POINTS) {
            tree.directory(TreePath.of(directory));
        }
        tree.directory(TreePath.of("newroot"));
        tree.directory(TreePath.of("etc"));
        tools.place(tree);
        place(tree, program);
        text(tree, "root", root + "\n");
        return tree;
    }

    private void data(Tree tree) throws RefusedSourceException {
        if (!data.isEmpty()) {
            text(tree, "data", data);
        }
    }

    private String rendered(InitProgram program) {
        return Scripts.read("init")
                .replace("@IMAGE@", image)
                .replace("@INIT@", program.path())
                .replace("@DRIVERS@", drivers.text())
                .replace("@COMPLETE@", program.reporter().text())
                .replace("@WAY@\n", way.functions());
    }

    private static void text(Tree tree, String name, String text) throws RefusedSourceException {
        tree.place(Tools.HOME + "/" + name, Node.file(Attributes.root(0644), Content.text(text)));
    }
}
