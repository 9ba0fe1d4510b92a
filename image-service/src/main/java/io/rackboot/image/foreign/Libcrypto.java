package io.rackboot.image.foreign;

import io.quarkus.runtime.ImageMode;
import java.security.MessageDigest;
import java.util.Optional;

/// OpenSSL's libcrypto. It digests with the instructions that the processor has for it, as a JVM does. An executable is
/// made for any processor and does not: it took half of the time of packing an archive again.
public final class Libcrypto {
    /// Settled when an executable is built: a JVM does not load what only an executable can call.
    private static final boolean IN_EXECUTABLE = ImageMode.current().isNativeImage();

    private Libcrypto() {}

    /// {@return a new SHA-256 (FIPS 180-4) by the library; empty on a JVM, which needs none, or where it is missing}
    public static Optional<MessageDigest> sha256() {
        return IN_EXECUTABLE ? LinkedSha256.LINKED.map(Sha256::new) : Optional.empty();
    }
}
