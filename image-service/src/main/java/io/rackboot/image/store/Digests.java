package io.rackboot.image.store;

import io.rackboot.image.foreign.Libcrypto;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, which every Java platform has.
public final class Digests {
    private Digests() {}

    /// {@return a new digest, by the fastest code that is here}
    public static MessageDigest sha256() {
        return Libcrypto.sha256().orElseGet(Digests::ofThePlatform);
    }

    private static MessageDigest ofThePlatform() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return the digest of a text, in hex}
    public static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
