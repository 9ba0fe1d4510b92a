package io.rackboot.image.share;

import io.rackboot.image.store.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// What tells one image-service from another, whatever their addresses: a name in the state directory, made at the
/// first start.
public final class Identity {
    private Identity() {}

    /// {@return the identity of the service with a state directory}
    public static String in(Path directory) throws IOException {
        var file = directory.resolve("identity");
        if (!Files.exists(file)) {
            Durable.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
