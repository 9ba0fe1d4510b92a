package io.rackboot.image.store;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Removes directories with all that is in them; no symbolic link is followed.
final class Removal {
    private Removal() {}

    static void of(Path directory) throws IOException {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (AccessDeniedException e) {
            // Files of the user namespace's other users: only its root may remove them.
            new ProgramRunner(_ -> {}, () -> {})
                    .run(Program.of(
                            "util-linux",
                            "unshare",
                            "--user",
                            "--map-root-user",
                            "--map-auto",
                            "--",
                            "rm",
                            "-rf",
                            "--",
                            directory.toString()));
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException error) throws IOException {
            if (error != null) {
                throw error;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
