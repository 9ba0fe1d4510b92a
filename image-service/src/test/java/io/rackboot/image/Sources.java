package io.rackboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small root and something that says it is a kernel.
public record Sources(Path directory) {

    /// Makes them in a directory.
    public static Sources in(Path directory) throws IOException {
        TestKernel.in(directory);
        Files.createDirectories(directory.resolve("root/sbin"));
        Commands.run(directory, "printf program > root/sbin/init && chmod +x root/sbin/init");
        return new Sources(directory);
    }

    /// {@return the specification of an image of them}
    public String specification(String name, String version) {
        return "name: %s\nversion: %s\nroot: {directory: %s/root}\nkernel: %s/vmlinuz\n"
                .formatted(name, version, directory, directory);
    }
}
