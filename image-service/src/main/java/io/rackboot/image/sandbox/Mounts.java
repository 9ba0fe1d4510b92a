package io.rackboot.image.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The script that arranges what programs in a root expect, and enters it.
final class Mounts {
    static final String SCRIPT = script();

    private Mounts() {}

    private static String script() {
        try (var in = Mounts.class.getResourceAsStream("/rackboot/in-root")) {
            if (in == null) {
                throw new IllegalStateException("the service was packaged without its script in-root");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
