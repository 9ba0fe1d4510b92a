package io.rackboot.image.bootstrap;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.rackboot.image.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A mirror on loopback with the suite `test`: one essential package with what dpkg, apt and a shell need, taken from
/// the machine of the test, and small ones.
public final class DebianRepository implements AutoCloseable {
    private final HttpServer server;
    private final Path directory;

    private DebianRepository(Path directory, HttpServer server) {
        this.directory = directory;
        this.server = server;
    }

    /// Makes and serves the suite.
    ///
    /// @param directory an empty directory
    public static DebianRepository in(Path directory) throws IOException {
        return in(directory, Optional.empty());
    }

    /// Makes and serves the suite, by HTTPS where there is a certificate for it.
    public static DebianRepository in(Path directory, Optional<SSLContext> secured) throws IOException {
        Commands.require("dpkg-deb", "mmdebstrap", "apt-get", "sha256sum");
        var repository =
                new DebianRepository(directory, listening(Files.createDirectory(directory.resolve("mirror")), secured));
        Commands.run(directory, """
                set -e
                mkdir -p mirror/pool mirror/dists/test/main/binary-amd64 base/DEBIAN base/usr/bin base/usr/sbin
                cd base
                for l in bin sbin lib lib64; do mkdir -p usr/$l; ln -s usr/$l $l; done
                for p in dpkg dpkg-deb dpkg-query dpkg-split dpkg-trigger dpkg-divert tar dash mv rm cat mkdir ls chmod \\
                    chown true false diff apt-get apt-config apt-mark ln id sleep env; do
                    cp -L "$(which $p)" usr/bin/
                done
                mkdir -p usr/lib/apt/methods usr/share && cp -r /usr/share/dpkg usr/share/
                for m in file copy store http gpgv; do cp -L /usr/lib/apt/methods/$m usr/lib/apt/methods/; done
                ln -s dash usr/bin/sh
                for p in ldconfig start-stop-daemon; do printf '#!/bin/sh\\nexit 0\\n' > usr/sbin/$p; chmod +x usr/sbin/$p; done
                for l in $(ldd usr/bin/* usr/lib/apt/methods/* 2>/dev/null | grep -o '/lib[^ :]*' | sort -u); do
                    mkdir -p usr${l%/*}; cp -L $l usr$l
                done
                mkdir -p dev proc sys run tmp root etc/apt/apt.conf.d etc/apt/preferences.d etc/apt/trusted.gpg.d \\
                    var/lib/dpkg var/lib/apt/lists/partial var/cache/apt/archives/partial var/log/apt
                printf 'root:x:0:0:root:/root:/bin/sh\\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\\n' > etc/passwd
                printf 'root:*:19000:0:99999:7:::\\n_apt:*:19000:0:99999:7:::\\n' > etc/shadow; chmod 640 etc/shadow
                printf 'root:x:0:\\nsudo:x:27:\\nnogroup:x:65534:\\n' > etc/group
                printf 'root:*::\\nsudo:*::\\nnogroup:*::\\n' > etc/gshadow; chmod 640 etc/gshadow
                """);
        repository.build("base", "base-files", "1.0", "amd64", "Essential: yes");
        repository.add("small", "2.1");
        repository.server.start();
        return repository;
    }

    private static HttpServer listening(Path mirror, Optional<SSLContext> secured) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (secured.isEmpty()) {
            return SimpleFileServer.createFileServer(address, mirror, SimpleFileServer.OutputLevel.NONE);
        }
        var server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(secured.get()));
        server.createContext("/", SimpleFileServer.createFileHandler(mirror));
        return server;
    }

    /// Adds a package with a program and a document.
    public void add(String name, String version) {
        Commands.run(directory, """
                mkdir -p %1$s/DEBIAN %1$s/usr/bin %1$s/usr/share/doc/%1$s
                printf '#!/bin/sh\\necho %1$s %2$s\\n' > %1$s/usr/bin/%1$s && chmod +x %1$s/usr/bin/%1$s
                echo 'a long story' > %1$s/usr/share/doc/%1$s/copyright
                # What happens at a machine's installation, never the same twice.
                printf '#!/bin/sh\\nset -e\\nmkdir -p /etc/ssh /var/log; echo $$ > /etc/ssh/ssh_host_test_key\\n' \\
                    > %1$s/DEBIAN/postinst
                chmod 755 %1$s/DEBIAN/postinst
                """.formatted(name, version));
        build(name, name, version, "all", "Section: misc");
    }

    private void build(String tree, String name, String version, String architecture, String more) {
        Commands.run(directory, """
                set -e
                printf 'Package: %2$s\\nVersion: %3$s\\nArchitecture: %4$s\\n%5$s\\nMaintainer: Test <test@example>\\nDescription: for a test\\n' \\
                    > %1$s/DEBIAN/control
                file=pool/%2$s_%3$s_%4$s.deb
                dpkg-deb --root-owner-group -Znone -b %1$s mirror/$file
                cd mirror
                { cat ../%1$s/DEBIAN/control
                  printf 'Filename: %%s\\nSize: %%s\\nSHA256: %%s\\n\\n' $file $(stat -c %%s $file) $(sha256sum < $file | cut -c1-64)
                } >> dists/test/main/binary-amd64/Packages
                cd dists/test
                { printf 'Suite: test\\nCodename: test\\nComponents: main\\nArchitectures: amd64\\n'
                  printf 'Date: Thu, 01 Jan 2026 00:00:00 UTC\\nSHA256:\\n'
                  printf ' %%s %%s %%s\\n' $(sha256sum < main/binary-amd64/Packages | cut -c1-64) \\
                      $(stat -c %%s main/binary-amd64/Packages) main/binary-amd64/Packages
                } > Release
                """.formatted(tree, name, version, architecture, more));
    }

    /// {@return the value of `root.debian` without its braces}
    public String specification() {
        return "suite: test, mirror: '%s://127.0.0.1:%d', keyring: none, variant: apt"
                .formatted(
                        server instanceof HttpsServer ? "https" : "http",
                        server.getAddress().getPort());
    }

    /// {@return the line of sources.list}
    public String line() {
        return "deb [trusted=yes] http://127.0.0.1:%d test main"
                .formatted(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
