package io.rackboot.image.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.TestKernel;
import io.rackboot.image.oci.ImageName;
import io.rackboot.image.slimming.SlimmingRule;
import io.rackboot.image.specification.DebianSource.Archive;
import io.rackboot.image.specification.DebianSource.Signatures;
import io.rackboot.image.specification.DebianSource.Variant;
import io.rackboot.image.specification.Steps.Network;
import io.rackboot.image.specification.Steps.PlacedFile;
import io.rackboot.image.specification.Steps.PlacedFile.Source;
import io.rackboot.image.specification.Steps.Units;
import io.rackboot.image.specification.Steps.User;
import io.rackboot.image.tree.Reserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsReaderTest {
    private static final String ROOT = "root: {image: base.1.0}\n";

    @TempDir
    Path directory;

    @BeforeEach
    void kernel() throws IOException {
        directory = directory.toRealPath();
        TestKernel.in(directory);
        Files.writeString(directory.resolve("file"), "x");
    }

    @Test
    void readsEverySourceAndStep() {
        var specification = ((Reading.Accepted) read("""
                root:
                  debian:
                    suite: bookworm
                    mirror: http://mirror.example/debian
                    components: [main, non-free-firmware]
                    packages: [ssh, "libc6=2.36-9+deb12u10", x/y]
                    variant: apt
                    keyring: none
                    sources: [{suite: s/updates, mirror: "https://m.example:8080/d"}]
                packages: [vim]
                users: [{name: ops, uid: 1234, groups: [sudo], password: "$y$j9T$ab$cd", keys: ["ssh-ed25519 A b"]}]
                files: [{path: /a, text: t, mode: 4755, owner: ops}, {path: /b, file: %1$s/file}, {path: /c, link: x}]
                commands: [one line, [two, "b c"]]
                units: {enable: [ssh], mask: ["getty@tty1.service"]}
                hostName: node-1.example
                network: {dhcp: ["en*"], nameServers: ["2001:db8::1"]}
                remove: ["/usr/share/doc/**"]
                slim: [locales]
                lock: %1$s/file
                budget: {root: 300M, initrd: 5}
                overlays: [{name: r12, hostName: r12}]
                """.formatted(directory))).specification();
        assertThat(specification.root())
                .isEqualTo(new RootSource.Debian(new DebianSource(
                        List.of(
                                new Archive(
                                        "http://mirror.example/debian",
                                        "bookworm",
                                        List.of("main", "non-free-firmware")),
                                new Archive("https://m.example:8080/d", "s/updates", List.of("main"))),
                        List.of("ssh", "libc6=2.36-9+deb12u10", "x/y"),
                        Variant.APT,
                        new Signatures.Unchecked())));
        assertThat(specification.steps())
                .isEqualTo(new Steps(
                        List.of("vim"),
                        List.of(new User(
                                "ops",
                                Optional.of(1234),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("sudo"),
                                Optional.of("$y$j9T$ab$cd"),
                                List.of("ssh-ed25519 A b"))),
                        List.of(
                                new PlacedFile("/a", new Source.Text("t"), 04755, "ops", "root"),
                                new PlacedFile(
                                        "/b", new Source.OfMachine(directory.resolve("file")), 0644, "root", "root"),
                                new PlacedFile("/c", new Source.Link("x"), 0777, "root", "root")),
                        List.of(List.of("one line"), List.of("two", "b c")),
                        new Units(List.of("ssh"), List.of(), List.of("getty@tty1.service")),
                        Optional.of("node-1.example"),
                        Optional.of(new Network(List.of("en*"), List.of("2001:db8::1"))),
                        List.of("/usr/share/doc/**"),
                        List.of(SlimmingRule.LOCALES)));
        assertThat(specification.bounds())
                .isEqualTo(new Bounds(
                        Optional.of(directory.resolve("file")), OptionalLong.of(300L << 20), OptionalLong.of(5)));
        assertThat(specification.overlays()).extracting(Overlay::name).containsExactly("r12");
        assertThat(root("oci: {image: \"http://127.0.0.1:5000/team/base:1@sha256:" + "a".repeat(64) + "\"}"))
                .isEqualTo(new RootSource.Oci(
                        new OciSource.Remote(ImageName.of("http://127.0.0.1:5000/team/base:1@sha256:" + "a".repeat(64))
                                .orElseThrow())));
        assertThat(root("oci: {layout: " + directory + ", tag: a}"))
                .isEqualTo(new RootSource.Oci(new OciSource.Layout(directory, Optional.of("a"))));
        assertThat(root("image: base.1.0")).isEqualTo(new RootSource.Image("base.1.0"));
    }

    @Test
    void saysEachMistakeAtItsPlace() {
        assertThat(mistakes("""
                root: {debian: {suite: "a b", mirror: "file:///srv", packages: ["a;b", -x], variant: mini}}
                users: [{name: Bad, password: secret, keys: ["a\\nb"]}]
                files: [{path: a}, {path: /x/../y, text: t, mode: 9}, {path: /z, text: t, link: u}]
                commands: {a: b}
                units: {enable: ["../x"]}
                hostName: "-x"
                remove: [relative, /]
                slim: [locale]
                budget: {root: big}
                overlays: [{name: a, commands: [x]}]
                """))
                .extracting(mistake -> mistake.field() + ": " + mistake.problem())
                .containsExactly(
                        "root.debian.suite: 'a b' has another form",
                        "root.debian.mirror: 'file:///srv' has another form",
                        "root.debian.packages[0]: 'a;b' has another form",
                        "root.debian.packages[1]: '-x' has another form",
                        "root.debian.variant: 'mini' is not known",
                        "users[0].name: 'Bad' has another form",
                        "users[0].password: 'secret' has another form",
                        "users[0].keys[0]: 'a\nb' has another form",
                        "files: has no content",
                        "files[0].path: 'a' has another form",
                        "files[1].path: '/x/../y' has another form",
                        "files[1].mode: '9' has another form",
                        "files: has text and link",
                        "commands: is a group of fields",
                        "units.enable[0]: '../x' has another form",
                        "hostName: '-x' has another form",
                        "remove[0]: 'relative' has another form",
                        "remove[1]: '/' has another form",
                        "slim[0]: 'locale' is not known; did you mean 'locales'?",
                        "budget.root: 'big' has another form",
                        "overlays[0].commands: unknown field");
        for (var name :
                List.of("base", "/x", "HOST/Name", "host/../x", "host/a@sha256:12", "host:99999999/a", "a b/c")) {
            assertThat(mistakes("root: {oci: {image: \"" + name + "\"}}\n"))
                    .as(name)
                    .extracting(Mistake::problem)
                    .containsExactly("'" + name + "' names no image of a registry");
        }
    }

    @Test
    void pathsOfAnyLengthAndWithAnyCharactersAreReadOrRefused() {
        var deep = "/a".repeat(2000);
        assertThat(((Reading.Accepted) read(ROOT + "init: " + deep + "\nusers: [{name: a, home: " + deep
                                + "}]\nfiles: [{path: " + deep + ", text: t}, {path: \"/a\\n/b\", text: t}]\n"))
                        .specification()
                        .steps()
                        .files())
                .extracting(PlacedFile::path)
                .containsExactly(deep, "/a\n/b");
        var deeper = "/a".repeat(20_000);
        assertThat(mistakes(ROOT + "init: " + deeper + "\nusers: [{name: a, home: " + deeper + "}]\nfiles: [{path: "
                        + deeper + ", text: t}]\n"))
                .extracting(Mistake::field)
                .containsExactlyInAnyOrder("init", "users[0].home", "files[0].path");
        for (var path : List.of("/a\\n/../b", "/..", "/a/.", "/./a", "/a/..\\n/..", "/a//b", "/a/", "a/b", "/a\\0")) {
            assertThat(mistakes(ROOT + "files: [{path: \"" + path + "\", text: t}]\n"))
                    .as(path)
                    .extracting(Mistake::field)
                    .containsExactly("files[0].path");
        }
    }

    private RootSource root(String root) {
        return ((Reading.Accepted) read("root: {" + root + "}\n"))
                .specification()
                .root();
    }

    private List<Mistake> mistakes(String rest) {
        return ((Reading.Refused) read(rest)).mistakes();
    }

    private Reading read(String rest) {
        return new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING))
                .read(rest + "name: demo\nversion: 1\nkernel: " + directory + "/vmlinuz\n");
    }
}
