package io.rackboot.image.loader;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// The certificate of an authority of one's own.
public final class Authority {
    private static final long LARGEST = 1 << 16;

    private final byte[] encoded;

    private Authority(byte[] encoded) {
        this.encoded = encoded;
    }

    /// Reads one from a PEM file.
    ///
    /// @throws RefusedSourceException where the file is not the one certificate of an authority
    public static Authority read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new RefusedSourceException(file + " is too large for one certificate");
        }
        try (var in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.size() != 1 || !(certificates.iterator().next() instanceof X509Certificate one)) {
                throw new RefusedSourceException(file + " has " + certificates.size() + " certificates");
            }
            if (one.getBasicConstraints() < 0) {
                throw new RefusedSourceException(file + " is the certificate of no authority (CA:TRUE)");
            }
            requireNotExpired(file, one);
            return new Authority(one.getEncoded());
        } catch (CertificateException e) {
            throw new RefusedSourceException(file + " is no certificate: " + e.getMessage());
        }
    }

    /// iPXE looks at the time even of what it is told to trust: no machine would get anywhere.
    private static void requireNotExpired(Path file, X509Certificate certificate) throws RefusedSourceException {
        var end = certificate.getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            throw new RefusedSourceException(file + " has expired at " + end);
        }
    }

    /// {@return it as DER}
    byte[] encoded() {
        return encoded.clone();
    }

    /// {@return its SHA-256}
    byte[] fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
