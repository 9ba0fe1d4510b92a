package io.rackboot.image.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.archive.LayerReader;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.trust.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images made by umoci, carried by skopeo, served by Docker's registry: each root is what umoci unpacks.
class OciPeersTest {
    private static final TreeLimits LIMITS = new TreeLimits(1 << 20, 1000);

    // With a number that is not root's, skopeo keeps its notes in HOME; whom its files belong to is nothing to it.
    private static final String SKOPEO = "HOME=\"$PWD\" XDG_RUNTIME_DIR=\"$PWD\" unshare --user --map-user=1"
            + " skopeo --insecure-policy --tmpdir \"$PWD\" copy -q ";

    @TempDir
    Path directory;

    private List<String> expected;

    @BeforeEach
    void image() {
        Commands.requireRoot("gives files away and makes devices");
        Commands.require("umoci", "skopeo", "docker-registry", "getfattr", "setfattr", "tar", "unshare");
        UmociImage.make(directory);
        expected = Listing.of(directory.resolve("whole/rootfs"));
    }

    @Test
    void umociUnpacksWhatTheLayersSay() {
        assertThat(expected)
                .extracting(line -> line.replaceAll(" [0-9a-f]{64} ", " ").replaceAll("n{150}", "N"))
                .containsExactly(
                        "caf\u00c3\u00a9 f 644 0 0 caf\u00c3\u00a9",
                        "dev d 755 0 0",
                        "dev/null c 644 0 0 1,3",
                        "empty f 644 3000000 3000001 empty"
                                + " security.capability=0x0100000200200000000000000000000000000000",
                        "etc d 755 0 0",
                        "etc/old d 755 0 0",
                        "etc/old/n f 644 0 0 etc/old/n",
                        "etc/version f 644 0 0 etc/version",
                        "long l 777 0 0 /NN",
                        "N f 644 0 0 N",
                        "opt d 1777 0 0",
                        "opt/a d 755 33 44 user.note=0x616c6c",
                        "opt/a/b f 644 0 0 opt/a/b",
                        "opt/sym l 777 1000 2000 ../usr/bin/tool",
                        "pipe d 2750 0 0",
                        "queue p 644 0 0",
                        "usr d 755 0 0",
                        "usr/bin d 755 0 0",
                        "usr/bin/link f 4711 0 0 usr/bin/link user.note=0x6b657074",
                        "usr/bin/tool f 4711 0 0 usr/bin/link user.note=0x6b657074",
                        "usr/bin/upper f 4711 0 0 usr/bin/link user.note=0x6b657074");
    }

    @Test
    void aLayoutOfUmoci() throws IOException {
        var layout = directory.resolve("layout");
        assertThat(read(image -> image.ofLayout(layout, Optional.of("one")))).isEqualTo(expected);
    }

    @Test
    void aLayoutInATarArchive() throws IOException {
        Commands.run(directory, SKOPEO + "oci:layout:one oci-archive:layout.tar:two");
        var archive = archive("layout.tar");
        assertThat(read(image -> image.ofArchive(archive, Optional.of("two")))).isEqualTo(expected);
    }

    @Test
    void anArchiveAsDockerSavesIt() throws IOException {
        Commands.run(directory, SKOPEO + "oci:layout:one docker-archive:saved.tar:registry.example/team/base:one");
        var archive = archive("saved.tar");
        assertThat(read(image -> image.ofArchive(archive, Optional.of("registry.example/team/base:one"))))
                .isEqualTo(expected);
    }

    @Test
    void aRegistryByTagAndByDigest() throws Exception {
        try (var registry = new DebianRegistry(directory)) {
            for (var format : List.of("oci", "v2s2")) {
                var name = registry.address() + "/team/" + format;
                Commands.run(
                        directory,
                        SKOPEO + "--dest-tls-verify=false --format " + format + " --digestfile digest oci:layout:one"
                                + " docker://" + name + ":one");
                assertThat(pulled(name + ":one")).isEqualTo(expected);
                assertThat(pulled(name + "@" + Files.readString(directory.resolve("digest"))))
                        .isEqualTo(expected);
            }
        }
    }

    private List<String> pulled(String name) throws IOException {
        var image = ImageName.of("http://" + name).orElseThrow();
        try (var registry = new Registry(image, Optional.empty(), Authorities.PUBLIC.context(), () -> {})) {
            return read(reader -> reader.ofRegistry(registry));
        }
    }

    private Tree archive(String name) throws IOException {
        var spool = Files.createTempFile(directory, "archive", "");
        try (var out = Files.newOutputStream(spool)) {
            return new ArchiveReader(LIMITS, spool, out).read(directory.resolve(name), _ -> {});
        }
    }

    private interface Work {
        Tree of(OciImage image) throws IOException;
    }

    private List<String> read(Work work) throws IOException {
        var spool = Files.createTempFile(directory, "spool", "");
        try (var out = Files.newOutputStream(spool)) {
            return Listing.of(
                    work.of(new OciImage(new LayerReader(LIMITS, spool, out), Platform.ofTheMachine(), _ -> {})));
        }
    }
}
