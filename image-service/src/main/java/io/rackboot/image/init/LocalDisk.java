package io.rackboot.image.init;

import io.rackboot.image.script.Scripts;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.SystemDirectories;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A partition of the machine's own, mounted where the machine has it. The machine comes up without it too.
///
/// systemd mounts it when the disk comes up, whichever driver that needed: a unit that the device itself asks for, so
/// that nothing fails where there is no such device. Before another init, /init looks for it.
///
/// @param tag `LABEL` of its file system or `PARTLABEL` of the partition
/// @param label that name of it
/// @param fileSystem as mount(8) names it
/// @param mount where, an absolute path
public record LocalDisk(String tag, String label, String fileSystem, String mount) {
    private static final String UNITS = "etc/systemd/system";
    private static final String REPORT = "rackboot-data.service";
    private static final String PLAIN = "[A-Za-z0-9._:/-]+";
    private static final String MARK = "# Made by image-service: local data";

    /// {@return what /init is told: nothing where systemd mounts it}
    ///
    /// @param root has the directory
    public String line(Tree root, InitProgram program) throws RefusedSourceException {
        return switch (program.reporter()) {
            case UNIT -> "";
            case INITTAB, INIT ->
                tag + " " + label + " " + fileSystem + " " + root.directory(TreePath.of(mount)) + "\n";
        };
    }

    /// Sees that the machine's partition covers nothing that the root lives by.
    ///
    /// @param place where it is mounted, links of the root followed
    void requireOutsideSystem(TreePath place) throws RefusedSourceException {
        if (SystemDirectories.cover(place)) {
            throw new RefusedSourceException("data.mount " + mount + " leads to " + place
                    + " in the root: it must not be in /" + SystemDirectories.names(", /"));
        }
    }

    /// Puts the units into a root with systemd.
    ///
    /// @param place where it is mounted, links of the root followed
    void place(Tree tree, TreePath place) throws RefusedSourceException {
        if (!place.bytes().matches(PLAIN)) {
            throw new RefusedSourceException("data.mount " + mount + " leads to " + place
                    + " in the root, which no unit of systemd can be named for: allowed are A-Z a-z 0-9 . _ : - /");
        }
        var device = "/dev/disk/by-" + tag.toLowerCase(Locale.ROOT) + "/" + label;
        var unit = escaped(place.toString()) + ".mount";
        text(tree, unit, MARK + """

                [Unit]
                Description=Local data of this machine
                Requires=systemd-fsck@%1$s.service
                After=systemd-fsck@%1$s.service
                Before=local-fs.target

                [Mount]
                What=%2$s
                Where=%3$s
                Type=%4$s
                Options=nosuid,nodev,noatime
                """.formatted(escaped(device), device, place, fileSystem));
        link(tree, escaped(device) + ".device.wants/" + unit, "../" + unit);
        tree.place(
                Tools.HOME + "/local-data", Node.file(Attributes.root(0755), Content.text(Scripts.read("local-data"))));
        text(
                tree,
                REPORT,
                Scripts.read(REPORT)
                        .replace("@MOUNT@", place.toString())
                        .replace("@UNIT@", unit)
                        .replace("@DEVICE@", device));
        link(tree, "multi-user.target.wants/" + REPORT, "../" + REPORT);
    }

    /// Removes from a root what an image on it brought.
    public static void remove(Tree tree) throws IOException {
        var names = new ArrayList<>(List.of(REPORT));
        var units = new TreePath(UNITS);
        for (var entry : tree.below(units).entrySet()) {
            if (entry.getKey().name().endsWith(".mount")
                    && entry.getValue() instanceof Node.RegularFile file
                    && ContentReader.text(file.content()).startsWith(MARK)) {
                names.add(entry.getKey().name());
            }
        }
        for (var path : List.copyOf(tree.below(units).keySet())) {
            if (names.contains(path.name())) {
                tree.remove(path);
            }
        }
    }

    /// {@return a path as systemd-escape(1) writes it}
    static String escaped(String path) {
        var escaped = new StringBuilder();
        for (var c : path.substring(1).toCharArray()) {
            if (c == '/') {
                escaped.append('-');
            } else if (c == '-' || c == '\\' || c == '.' && escaped.isEmpty()) {
                escaped.append("\\x%02x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static void text(Tree tree, String name, String text) throws RefusedSourceException {
        tree.place("/" + UNITS + "/" + name, Node.file(Attributes.root(0644), Content.text(text)));
    }

    private static void link(Tree tree, String name, String target) throws RefusedSourceException {
        tree.place("/" + UNITS + "/" + name, new Node.SymbolicLink(Attributes.root(0777), target));
    }
}
