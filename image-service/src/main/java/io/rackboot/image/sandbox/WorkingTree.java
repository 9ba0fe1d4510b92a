package io.rackboot.image.sandbox;

import io.rackboot.image.archive.TarWriter;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A root as a directory in which programs run. Device nodes are never made in it: /dev is arranged anew for each run.
///
/// @param directory the root
/// @param busybox a static busybox, which arranges the mounts
public record WorkingTree(ProgramRunner runner, Namespaces namespaces, Path directory, Path busybox) {
    private static final List<TreePath> MOUNTED = List.of(
            new TreePath("proc"), new TreePath("sys"), new TreePath("dev"), new TreePath("run"), new TreePath("tmp"));

    /// Writes a tree into the directory, which must not be there yet.
    ///
    /// @throws RefusedSourceException where a directory that is mounted on is something else
    public void fill(Tree tree) throws IOException {
        Files.createDirectory(directory);
        var program = Program.of(
                        "tar",
                        "tar",
                        "--extract",
                        "--file=-",
                        "--numeric-owner",
                        "--same-owner",
                        "--preserve-permissions",
                        "--xattrs",
                        "--xattrs-include=*")
                .in(directory);
        var without = withoutDevices(tree);
        runner.feed(
                namespaces.around(program),
                out -> new TarWriter(
                                out, 0, WorkingTree::kept, _ -> runner.watch().check())
                        .write(without));
    }

    /// Runs a program in the root, as root without the capabilities that reach the machine; its lines go to the log.
    public void run(List<String> program) throws IOException {
        var script = Script.IN_ROOT;
        var command = new ArrayList<>(List.of(busybox.toString(), "sh", "-c", script.text(), script.file()));
        command.addAll(List.of(busybox.toString(), directory.toString(), Capabilities.bounds(List.of())));
        command.addAll(program);
        var inside = Program.of("busybox-static", command)
                .in(directory)
                .with("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
                .with("HOME", "/root")
                .with("DEBIAN_FRONTEND", "noninteractive")
                .with("SYSTEMD_OFFLINE", "1")
                .with("SOURCE_DATE_EPOCH", "0");
        try {
            runner.run(namespaces.around(inside));
        } catch (ProgramFailedException e) {
            throw new ProgramFailedException("in the root, '" + program.getLast() + "': " + e.getMessage());
        }
    }

    /// Gives the root to a reader as a tar archive.
    public void pack(ProgramRunner.Output tar) throws IOException {
        namespaces.pack(runner, directory, tar);
    }

    /// Removes the directory.
    public void remove() throws IOException {
        runner.run(namespaces.around(Program.of("coreutils", "rm", "-rf", "--", directory.toString())));
    }

    private static Tree withoutDevices(Tree tree) throws RefusedSourceException {
        var copy = new Tree();
        for (var entry : tree.nodes().entrySet()) {
            if (!(entry.getValue() instanceof Node.Device)) {
                copy.put(entry.getKey(), entry.getValue());
            }
        }
        for (var mounted : MOUNTED) {
            switch (copy.at(mounted).orElseGet(() -> new Node.Directory(Tree.DIRECTORY))) {
                case Node.Directory made -> copy.put(mounted, made);
                case Node.SymbolicLink _, Node.RegularFile _, Node.Fifo _, Node.Device _ ->
                    throw new RefusedSourceException(mounted + ": is not a directory; commands need one there");
            }
        }
        return copy;
    }

    /// Others belong to the machine's security module, or only its root can set them.
    private static boolean kept(String attribute) {
        return attribute.startsWith("user.")
                || attribute.equals("security.capability")
                || attribute.startsWith("system.posix_acl_");
    }
}
