package io.rackboot.image.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The scripts that arrange what programs see.
enum Script {
    /// For programs of a root, inside it.
    IN_ROOT("in-root"),
    /// For programs of the machine that make a root.
    BESIDE_MACHINE("beside-machine");

    private final String file;
    private final String text;

    Script(String file) {
        this.file = file;
        this.text = read(file);
    }

    /// {@return its name in messages}
    String file() {
        return file;
    }

    /// {@return what a shell takes with `-c`}
    String text() {
        return text;
    }

    private static String read(String file) {
        try (var in = Script.class.getResourceAsStream("/rackboot/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the service was packaged without its script " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
