package io.rackboot.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.archive.LayerReader;
import io.rackboot.image.process.Watch;
import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import io.rackboot.image.trust.Authorities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciImageTest {
    private static final TreeLimits LIMITS = new TreeLimits(1 << 20, 1000);
    private static final List<String> FILES = List.of("etc", "etc/a", "etc/c");

    @TempDir
    Path directory;

    private Path layout;
    private String manifest;
    private TestRegistry registry;
    private Authorities authorities = Authorities.PUBLIC;

    /// Two layers, gzip and zstd; the upper one hides a file of the lower.
    @BeforeEach
    void image() throws IOException {
        Commands.require("tar", "gzip", "zstd");
        layout = Files.createDirectories(directory.resolve("layout"));
        Files.createDirectories(layout.resolve("blobs/sha256"));
        Commands.run(
                directory,
                "mkdir -p 1/etc 2/etc && echo a > 1/etc/a && echo b > 1/etc/b && echo c > 2/etc/c && touch 2/etc/.wh.b &&"
                        + "for i in 1 2; do tar cf $i.tar -C $i etc; done; gzip -nk 1.tar && zstd -q 2.tar");
        var one = blob(Files.readAllBytes(directory.resolve("1.tar.gz")));
        var two = blob(Files.readAllBytes(directory.resolve("2.tar.zst")));
        var config = blob(
                ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                                + digest(Files.readAllBytes(directory.resolve("1.tar"))) + "\",\"sha256:"
                                + digest(Files.readAllBytes(directory.resolve("2.tar"))) + "\"]}}")
                        .getBytes(StandardCharsets.UTF_8));
        manifest = blob(("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                        + descriptor("application/vnd.oci.image.config.v1+json", config) + ",\"layers\":["
                        + descriptor("application/vnd.oci.image.layer.v1.tar+gzip", one) + ","
                        + descriptor("application/vnd.oci.image.layer.v1.tar+zstd", two) + "]}")
                .getBytes(StandardCharsets.UTF_8));
        index("[" + manifest("amd64", "one") + "," + manifest("arm64", "one") + "]");
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
        registry = new TestRegistry(layout, manifest);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void anImageInALayoutIsItsLayersUponEachOther() throws IOException {
        assertThat(names(ofLayout(Optional.of("one")))).isEqualTo(FILES);
        assertThat(names(ofLayout(Optional.empty()))).isEqualTo(FILES);
        assertThatThrownBy(() -> ofLayout(Optional.of("two")))
                .hasMessage("the image has 0 manifests for linux/amd64 and tag two of 0; tags: []");
    }

    @Test
    void anArchiveIsReadInBothForms() throws IOException {
        Commands.run(directory, "tar cf oci.tar -C layout .");
        assertThat(names(ofArchive("oci.tar", Optional.empty()))).isEqualTo(FILES);
        Commands.run(
                directory,
                "mkdir saved && cd saved && mkdir x && cp ../1.tar x/layer.tar && ln -s x/layer.tar same.tar && cp ../2.tar y.tar &&"
                        + " cp ../layout/blobs/sha256/$(ls -S ../layout/blobs/sha256 | tail -1) /dev/null;"
                        + " for f in ../layout/blobs/sha256/*; do grep -q diff_ids $f && cp $f config.json; done;"
                        + " echo '[{\"Config\":\"config.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"same.tar\",\"y.tar\"]}]'"
                        + " > manifest.json; tar cf ../saved.tar .");
        assertThat(names(ofArchive("saved.tar", Optional.of("a:1")))).isEqualTo(FILES);
        assertThatThrownBy(() -> ofArchive("saved.tar", Optional.of("a:2")))
                .hasMessage("manifest.json has 0 images of tag a:2");
        Commands.run(
                directory, "cd saved && cp y.tar same2 && rm same.tar && mv same2 same.tar && tar cf ../saved.tar .");
        assertThatThrownBy(() -> ofArchive("saved.tar", Optional.empty()))
                .hasMessageStartingWith("layer 1: has other content: its digest is sha256:");
    }

    @Test
    void theBytesOfLayersAreToldAndACancelEndsThem() throws IOException {
        var layers = Files.size(directory.resolve("1.tar.gz")) + Files.size(directory.resolve("2.tar.zst"));
        Commands.run(directory, "tar cf oci.tar -C layout .");
        var archive = archive("oci.tar");
        for (Work work : List.<Work>of(
                image -> image.ofLayout(layout, Optional.of("one")),
                image -> image.ofArchive(archive, Optional.of("one")))) {
            var told = new AtomicLong();
            read(work, told::addAndGet);
            assertThat(told).hasValue(layers);
            assertThatThrownBy(() -> read(work, _ -> {
                        throw new IOException("cancelled");
                    }))
                    .hasMessage("cancelled");
        }
    }

    @Test
    void everyDigestIsCompared() throws IOException {
        for (var blob : files()) {
            var bytes = Files.readAllBytes(blob);
            var changed = bytes.clone();
            changed[changed.length - 1] ^= 1;
            Files.write(blob, changed);
            assertThatThrownBy(() -> ofLayout(Optional.empty()))
                    .as(blob.toString())
                    .isInstanceOf(RefusedSourceException.class);
            Files.write(blob, java.util.Arrays.copyOf(bytes, bytes.length - 1));
            assertThatThrownBy(() -> ofLayout(Optional.empty())).isInstanceOf(RefusedSourceException.class);
            Files.delete(blob);
            assertThatThrownBy(() -> ofLayout(Optional.empty()))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageContaining("is not there or is not a file");
            Files.write(blob, bytes);
        }
        assertThat(names(ofLayout(Optional.empty()))).isEqualTo(FILES);
    }

    @Test
    void hostileIndexesAreRefused() throws IOException {
        for (var index : List.of(
                "[]",
                "[{}]",
                "[{\"digest\":\"sha256:../../../../etc/passwd\",\"size\":1}]",
                "[{\"digest\":\"sha512:" + "a".repeat(128) + "\",\"size\":1}]",
                "[{\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":-1}]",
                "[{\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":99999999999}]",
                "[{\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":1,\"urls\":[\"http://other.example\"]}]",
                "{}",
                "\"x\"")) {
            index(index);
            assertThatThrownBy(() -> ofLayout(Optional.empty())).as(index).isInstanceOf(RefusedSourceException.class);
        }
        Files.writeString(layout.resolve("index.json"), "{\"manifests\":" + "[".repeat(5000));
        assertThatThrownBy(() -> ofLayout(Optional.empty()))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith("a manifest of the image is not JSON: ");
    }

    @Test
    void aRegistryIsAskedForATokenAndFollowedElsewhereWithoutIt() throws IOException {
        registry.serve(
                "Bearer realm=\"http://127.0.0.1:%d/token\",service=\"registry\",scope=\"repository:team/base:pull\"");
        assertThat(names(ofRegistry("team/base:one", Optional.empty()))).isEqualTo(FILES);
        assertThat(registry.requests().get(0)).isEqualTo("GET /v2/team/base/manifests/one -");
        assertThat(registry.requests().get(1))
                .isEqualTo("GET /token?service=registry&scope=repository%3Ateam%2Fbase%3Apull -");
        assertThat(registry.requests().get(2)).isEqualTo("GET /v2/team/base/manifests/one Bearer secret-token");
        assertThat(registry.requests())
                .filteredOn(r -> r.startsWith("elsewhere "))
                .hasSize(3)
                .allMatch(r -> r.endsWith(" -"));
    }

    @Test
    void aPasswordIsSentOnlyWhereItIsAskedFor() throws IOException {
        registry.serve("Bearer realm=\"http://127.0.0.1:%d/token\"");
        ofRegistry("team/base@sha256:" + manifest, Optional.of("user:pass"));
        var basic = "Basic " + Base64.getEncoder().encodeToString("user:pass".getBytes(StandardCharsets.UTF_8));
        assertThat(registry.requests()).filteredOn(r -> r.endsWith(basic)).containsExactly("GET /token " + basic);
        assertThat(registry.requests().getFirst()).isEqualTo("GET /v2/team/base/manifests/sha256:" + manifest + " -");
    }

    @Test
    void aPasswordIsNotSentWhereAHostThatTheRegistryLeadsToAsksForIt() throws IOException {
        registry.serve("");
        for (var challenge : List.of("Bearer realm=\"http://127.0.0.1:%d/token\"", "Basic realm=\"other\"")) {
            registry.askElsewhere(challenge);
            assertThatThrownBy(() -> ofRegistry("team/base:one", Optional.of("user:pass")))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageContaining("is answered with 401");
            assertThat(registry.requests())
                    .isNotEmpty()
                    .allMatch(r -> r.endsWith(" -"))
                    .noneMatch(r -> r.contains("/token"));
        }
    }

    @Test
    void aRegistryThatDeliversSomethingElseIsRefused() throws IOException {
        registry.serve("");
        assertThatThrownBy(() -> ofRegistry("team/base@sha256:" + "0".repeat(64), Optional.empty()))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageContaining("is answered with 404 (no such image)");
        Commands.run(layout, "cp blobs/sha256/" + manifest + " blobs/sha256/" + "0".repeat(64));
        assertThatThrownBy(() -> ofRegistry("team/base@sha256:" + "0".repeat(64), Optional.empty()))
                .hasMessageContaining("the registry delivers a manifest of digest sha256:" + manifest);
        assertThatThrownBy(() -> ofRegistry("team/loop:x", Optional.empty()))
                .hasMessageContaining("leads to more than 5 others");
        assertThatThrownBy(() -> ofRegistry("team/file:x", Optional.empty()))
                .hasMessageContaining("leads to 'file:///etc/passwd', which is not followed");
    }

    @Test
    void aRegistryOfAnAuthorityOfOnesOwnIsBelieved() throws Exception {
        var own = TestAuthority.create(directory, "own");
        registry.secure(own.server("IP:127.0.0.1"));
        authorities = new Authorities(Optional.of(own.certificate()));
        registry.serve("Bearer realm=\"https://127.0.0.1:%d/token\"");
        assertThat(names(ofRegistry("team/base:one", Optional.of("user:pass")))).isEqualTo(FILES);
    }

    @Test
    void anotherCertificateIsNotBelievedAndSaidWhoShowsIt() throws Exception {
        var own = TestAuthority.create(directory, "own");
        var other = TestAuthority.create(directory, "other");
        registry.secure(own.server("IP:127.0.0.1"));
        registry.serve("");
        for (var believed : List.of(Authorities.PUBLIC, new Authorities(Optional.of(other.certificate())))) {
            authorities = believed;
            assertThatThrownBy(() -> ofRegistry("team/base:one", Optional.of("user:pass")))
                    .hasMessage("https://127.0.0.1:" + registry.port()
                            + "/v2/team/base/manifests/one cannot be fetched: 127.0.0.1:"
                            + registry.port() + " shows a certificate that is not believed:"
                            + " unable to find valid certification path to requested target (image.authorities)");
        }
        assertThat(registry.requests()).isEmpty();
        registry.close();
        registry.secure(own.server("DNS:another.example"));
        authorities = new Authorities(Optional.of(own.certificate()));
        registry.serve("");
        assertThatThrownBy(() -> ofRegistry("team/base:one", Optional.empty()))
                .hasMessageEndingWith("is not believed: No subject alternative names matching IP address 127.0.0.1"
                        + " found (image.authorities)");
    }

    @Test
    void aCancelEndsARegistryThatIsSilent() throws IOException {
        registry.serve("");
        var asked = new ArrayList<Long>();
        Watch watch = () -> {
            asked.add(1L);
            if (asked.size() > 3) {
                throw new IOException("cancelled");
            }
        };
        try (var asking = new Registry(name("team/silent:x"), Optional.empty(), Authorities.PUBLIC.context(), watch)) {
            assertThatThrownBy(asking::manifest).hasMessage("cancelled");
        }
    }

    private ImageName name(String rest) {
        return ImageName.of(registry.url() + "/" + rest).orElseThrow();
    }

    private Tree ofRegistry(String name, Optional<String> credentials) throws IOException {
        registry.requests().clear();
        try (var asked = new Registry(name(name), credentials, authorities.context(), () -> {})) {
            return read(image -> image.ofRegistry(asked));
        }
    }

    private Tree ofLayout(Optional<String> tag) throws IOException {
        return read(image -> image.ofLayout(layout, tag));
    }

    private Tree ofArchive(String name, Optional<String> tag) throws IOException {
        var tree = archive(name);
        return read(image -> image.ofArchive(tree, tag));
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

    private Tree read(Work work) throws IOException {
        return read(work, _ -> {});
    }

    private Tree read(Work work, ByteProgress progress) throws IOException {
        var spool = Files.createTempFile(directory, "spool", "");
        try (var out = Files.newOutputStream(spool)) {
            return work.of(new OciImage(new LayerReader(LIMITS, spool, out), new Platform("amd64"), progress));
        }
    }

    private static List<String> names(Tree tree) {
        return tree.nodes().keySet().stream()
                .map(TreePath::bytes)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(layout.resolve("blobs/sha256"))) {
            return files.sorted().toList();
        }
    }

    private String blob(byte[] bytes) throws IOException {
        Files.write(layout.resolve("blobs/sha256/" + digest(bytes)), bytes);
        return digest(bytes);
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    private String descriptor(String type, String digest) throws IOException {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"sha256:" + digest + "\",\"size\":"
                + Files.size(layout.resolve("blobs/sha256/" + digest)) + "}";
    }

    private String manifest(String architecture, String tag) throws IOException {
        var plain = descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
        return plain.substring(0, plain.length() - 1) + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                + architecture + "\"},\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}}";
    }

    private void index(String manifests) throws IOException {
        Files.writeString(layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":" + manifests + "}");
    }
}
