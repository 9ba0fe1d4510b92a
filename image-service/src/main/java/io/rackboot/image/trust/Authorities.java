package io.rackboot.image.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The authorities whose certificates servers may show: those that everybody believes, and one's own.
///
/// @param own a file with the certificates of one's own, PEM
public record Authorities(Optional<Path> own) {
    /// None of one's own.
    public static final Authorities PUBLIC = new Authorities(Optional.empty());

    private static final Path OF_THE_MACHINE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    /// {@return what a client of HTTPS believes}
    ///
    /// @throws IOException where the file has no certificates
    public SSLContext context() throws IOException {
        try {
            if (own.isEmpty()) {
                return SSLContext.getDefault();
            }
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var all = new ArrayList<Certificate>(read(own.get()));
            for (var manager : managers((KeyStore) null)) {
                if (manager instanceof X509TrustManager known) {
                    all.addAll(List.of(known.getAcceptedIssuers()));
                }
            }
            for (var i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority" + i, all.get(i));
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had: " + e.getMessage(), e);
        }
    }

    /// Writes all of them as one file of PEM, for programs that are told one. One's own may have been another form,
    /// which Java reads and programs pass over.
    public void writeTo(Path bundle) throws IOException {
        var text = new StringBuilder();
        if (Files.isReadable(OF_THE_MACHINE)) {
            text.append(Files.readString(OF_THE_MACHINE, StandardCharsets.ISO_8859_1))
                    .append('\n');
        }
        if (own.isPresent()) {
            for (var certificate : read(own.get())) {
                text.append(pem(own.get(), certificate));
            }
        }
        Files.writeString(bundle, text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
    }

    private static String pem(Path file, Certificate certificate) throws IOException {
        try {
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has a certificate that cannot be written: " + e.getMessage(), e);
        }
    }

    /// {@return the certificates of a file}
    ///
    /// @throws IOException where it has none
    static Collection<? extends Certificate> read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + " has no certificates");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has no certificates: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
