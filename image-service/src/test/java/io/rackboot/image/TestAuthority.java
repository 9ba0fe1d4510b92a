package io.rackboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An authority of a test, and servers that it vouches for.
///
/// @param directory has its key and certificate
/// @param name of its files
public record TestAuthority(Path directory, String name) {
    private static final String PASSWORD = "secret";

    /// Makes one with openssl.
    public static TestAuthority create(Path directory, String name) {
        Commands.require("openssl");
        Commands.run(
                directory,
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=" + name + " -days 2 -keyout " + name
                        + ".key -out " + name + ".pem -addext basicConstraints=critical,CA:TRUE 2>/dev/null");
        return new TestAuthority(directory, name);
    }

    /// {@return its certificate, PEM}
    public Path certificate() {
        return directory.resolve(name + ".pem");
    }

    /// {@return what a server shows that it vouches for: the server's certificate alone, not its own}
    ///
    /// @param names of the server, such as `DNS:localhost,IP:127.0.0.1`
    public SSLContext server(String names) throws IOException, GeneralSecurityException {
        var server = Files.createTempDirectory(directory, "server");
        Commands.run(
                server,
                "openssl req -newkey rsa:2048 -nodes -subj /CN=server -keyout key -out request 2>/dev/null &&"
                        + "printf 'subjectAltName=" + names + "\\n' > extensions &&"
                        + "openssl x509 -req -in request -CA " + certificate() + " -CAkey "
                        + directory.resolve(name + ".key")
                        + " -CAcreateserial -days 2 -extfile extensions -out certificate 2>/dev/null &&"
                        + "openssl pkcs12 -export -inkey key -in certificate -passout pass:" + PASSWORD
                        + " -out store");
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(server.resolve("store"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
