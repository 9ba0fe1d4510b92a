package io.rackboot.image.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
    private static final InstalledPackage LIBC =
            new InstalledPackage(Kind.DEB, "debian", "libc6", "2.36-9+deb12u10", "amd64");
    private static final InstalledPackage ADDUSER =
            new InstalledPackage(Kind.DEB, "debian", "adduser", "1:3.134", "all");

    @TempDir
    Path directory;

    private final Tree tree = new Tree();

    @Test
    void dpkgsStatusIsRead() throws IOException {
        put("/etc/os-release", "NAME=\"Debian\"\nID=debian\n");
        put("/var/lib/dpkg/status", """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Version: 2.36-9+deb12u10
                Description: library
                 Version: 9 of a story

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1

                Package: adduser
                Status: install ok installed
                Architecture: all
                Version: 1:3.134
                """);
        put("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/usr/lib/x\n/usr/../../etc/passwd\n");
        var database = new PackageDatabase(tree);
        assertThat(database.packages()).containsExactly(ADDUSER, LIBC);
        assertThat(database.files(LIBC)).containsExactly(TreePath.of("/"), TreePath.of("/usr/lib/x"));
    }

    @Test
    void databasesWithoutDpkgAreRead() throws IOException {
        put("/usr/lib/os-release", "ID=alpine\n");
        put("/lib/apk/db/installed", "C:Q1x\nP:musl\nV:1.2.4-r2\nA:x86_64\n\nP:zlib\nV:1.3-r0\nA:x86_64\n");
        put("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nArchitecture: amd64\n");
        put("/var/lib/dpkg/status.d/base.md5sums", "Package: no\nVersion: 1\n");
        assertThat(new PackageDatabase(tree).packages())
                .extracting(InstalledPackage::url)
                .containsExactly(
                        "pkg:deb/alpine/base-files@12?arch=amd64",
                        "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64",
                        "pkg:apk/alpine/zlib@1.3-r0?arch=x86_64");
        assertThat(new PackageDatabase(new Tree()).packages()).isEmpty();
    }

    @Test
    void aLockIsReadAsItWasWritten() throws IOException {
        var last = new Lock(4_294_967_295L, Optional.empty(), List.of());
        assertThat(LockReader.read(Files.writeString(directory.resolve("last"), last.text())))
                .isEqualTo(last);
        var lock = new Lock(1_700_000_000, Optional.of("sha256:" + "a".repeat(64)), List.of(ADDUSER, LIBC));
        var file = Files.writeString(directory.resolve("lock"), lock.text());
        assertThat(LockReader.read(file)).isEqualTo(lock);
        assertThat(lock.preferences())
                .isEqualTo("Package: adduser\nPin: version 1:3.134\nPin-Priority: 1001\n\n"
                        + "Package: libc6\nPin: version 2.36-9+deb12u10\nPin-Priority: 1001\n");
    }

    @Test
    void hostileLocksAreRefused() throws IOException {
        var good = new Lock(0, Optional.empty(), List.of(LIBC)).text();
        for (var bad : List.of(
                "",
                "[]",
                "{\"lock\": 2}",
                good.replace("2.36", "1\\nPin-Priority: 1"),
                good.replace("libc6", "*"),
                good.replace("libc6", ""),
                good.replace("\"sourceDateEpoch\" : 0", "\"sourceDateEpoch\" : -1"),
                good.replace("\"sourceDateEpoch\" : 0", "\"sourceDateEpoch\" : 4294967296"),
                good.replace("\"sourceDateEpoch\" : 0", "\"sourceDateEpoch\" : 1e20"),
                good.replace("\"sourceDateEpoch\" : 0", "\"sourceDateEpoch\" : \"0\""),
                good.replace("\"lock\"", "\"source\": \"sha256:/../x\", \"lock\""))) {
            var file = Files.writeString(directory.resolve("bad"), bad);
            assertThatThrownBy(() -> LockReader.read(file))
                    .as(bad)
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageStartingWith(file + ": is not a lock: ");
        }
    }

    @Test
    void whatDiffersFromALockIsNamed() throws IOException {
        var lock = new Lock(0, Optional.of("sha256:" + "a".repeat(64)), List.of(ADDUSER, LIBC));
        lock.require(lock.source(), List.of(LIBC, ADDUSER));
        var newer = new InstalledPackage(Kind.DEB, "debian", "libc6", "2.37", "amd64");
        assertThatThrownBy(() -> lock.require(lock.source(), List.of(ADDUSER, newer)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith(
                        "the root is not what the lock says; in the lock only: libc6 2.36-9+deb12u10 amd64;"
                                + " in the root only: libc6 2.37 amd64;");
        assertThatThrownBy(() -> lock.require(Optional.empty(), List.of(ADDUSER, LIBC)))
                .hasMessage("the lock is of source sha256:" + "a".repeat(64) + ", this one is without a digest");
    }

    @Test
    void theBillIsTheSameBytesForTheSamePackages() {
        var text = Sbom.text("node", 1_700_000_000, List.of(ADDUSER, LIBC));
        assertThat(Sbom.text("node", 1_700_000_000, List.of(ADDUSER, LIBC))).isEqualTo(text);
        assertThat(text)
                .contains(
                        "\"bomFormat\" : \"CycloneDX\"",
                        "\"specVersion\" : \"1.5\"",
                        "\"timestamp\" : \"2023-11-14T22:13:20Z\"",
                        "\"purl\" : \"pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64\"")
                .containsPattern("\"serialNumber\" : \"urn:uuid:[0-9a-f]{8}-[0-9a-f-]{27}\"");
    }

    private void put(String path, String text) throws IOException {
        tree.place(path, Node.file(Attributes.root(0644), Content.text(text)));
    }
}
