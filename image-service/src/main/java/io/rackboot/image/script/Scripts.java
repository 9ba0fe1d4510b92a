package io.rackboot.image.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads what lies in `rackboot/` beside the classes.
public final class Scripts {
    private Scripts() {}

    /// {@return a script's text}
    public static String read(String name) {
        try (var in = Scripts.class.getResourceAsStream("/rackboot/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the service was packaged without its script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
