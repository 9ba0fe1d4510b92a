package io.rackboot.image.build;

import io.rackboot.image.process.Lookup;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.AttributeDump;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the extended attributes of a source directory. The JDK shows those of `user.` alone, so getfattr does it, for
/// some
/// thousands of files at a time; it is given just the names that were read, since by itself it would enter other file
/// systems.
///
/// @param space where the names are written
record SourceAttributes(ProgramRunner runner, JobSpace space, TreeLimits limits, BuildLog log) {
    private static final String PACKAGE = "attr";
    private static final String PROGRAM = "getfattr";

    /// Gives the nodes of a directory's tree their attributes.
    void add(Tree tree, Path directory) throws IOException {
        if (!Lookup.has(PROGRAM)) {
            log.line("extended attributes of " + directory + " are not read: " + PROGRAM + " is not installed (Debian: "
                    + PACKAGE + ")");
            return;
        }
        var names = space.unused("names");
        try (var out = space.create(names)) {
            for (var path : tree.nodes().keySet()) {
                if (!path.equals(TreePath.ROOT)) {
                    out.write('.');
                    out.write('/');
                    out.write(path.toBytes());
                    out.write(0);
                }
            }
        }
        var program = Program.of(
                        PACKAGE,
                        "xargs",
                        "--null",
                        "--no-run-if-empty",
                        "--arg-file=" + space.path(names),
                        PROGRAM,
                        "--no-dereference",
                        "--dump",
                        "--match=-",
                        "--encoding=hex",
                        "--")
                .in(directory);
        var dump = new AttributeDump(limits, tree);
        runner.collect(program, in -> {
            var files = dump.read(new BufferedInputStream(in));
            if (files > 0) {
                log.line("extended attributes of " + files + " entries");
            }
        });
        Files.delete(space.path(names));
    }
}
