package io.rackboot.tftp.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootDirectoryTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path directory;

    private Path path;
    private RootDirectory root;

    @BeforeEach
    void fill() throws IOException {
        path = Files.createDirectory(directory.resolve("root"));
        Files.createDirectories(path.resolve("grub/x86_64-efi"));
        Files.writeString(path.resolve("snponly.efi"), "abc");
        Files.writeString(path.resolve("grub/grub.cfg"), "menu");
        Files.writeString(directory.resolve("secret"), "secret");
        root = new RootDirectory(path);
    }

    @Test
    void opensARegularFile() throws IOException {
        try (var file = found("snponly.efi")) {
            assertThat(file.size()).isEqualTo(OptionalLong.of(3));
            assertThat(file.role()).isEqualTo(FileRole.LOADER);
            assertThat(content(file)).isEqualTo("abc");
        }
    }

    @Test
    void leavesTheMachinesDirectoryOut() throws IOException {
        try (var file = found("525400a1b2c3/grub/grub.cfg")) {
            assertThat(content(file)).isEqualTo("menu");
        }
    }

    @Test
    void knowsTheDigestOnceTheFileWasRead() throws IOException {
        try (var first = found("snponly.efi")) {
            assertThat(first.sha256()).isEmpty();
            content(first);
            assertThat(first.sha256()).contains(ABC);
        }
        try (var second = found("snponly.efi")) {
            assertThat(second.sha256()).contains(ABC);
        }
    }

    @Test
    void forgetsTheDigestOfAFileThatChanged() throws IOException {
        try (var first = found("snponly.efi")) {
            content(first);
        }
        Files.writeString(path.resolve("snponly.efi"), "abd");
        Files.setLastModifiedTime(path.resolve("snponly.efi"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        try (var second = found("snponly.efi")) {
            assertThat(second.sha256()).isEmpty();
        }
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        Files.createSymbolicLink(path.resolve("link.efi"), Path.of("snponly.efi"));
        Files.createSymbolicLink(path.resolve("directory"), path.resolve("grub"));

        try (var file = found("link.efi");
                var deeper = found("directory/grub.cfg")) {
            assertThat(content(file)).isEqualTo("abc");
            assertThat(content(deeper)).isEqualTo("menu");
        }
    }

    @Test
    void refusesLinksThatLeadOutside() throws IOException {
        Files.createSymbolicLink(path.resolve("out"), directory.resolve("secret"));
        Files.createSymbolicLink(path.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(path.resolve("twice"), Path.of("out"));

        assertThat(reason("out")).isEqualTo(Reason.OUTSIDE_ROOT);
        assertThat(reason("up/secret")).isEqualTo(Reason.OUTSIDE_ROOT);
        assertThat(reason("twice")).isEqualTo(Reason.OUTSIDE_ROOT);
    }

    @Test
    void aSiblingWithTheRootsNameAsPrefixIsOutside() throws IOException {
        Files.createDirectory(directory.resolve("root-other"));
        Files.writeString(directory.resolve("root-other/x"), "x");
        Files.createSymbolicLink(path.resolve("other"), directory.resolve("root-other"));

        assertThat(reason("other/x")).isEqualTo(Reason.OUTSIDE_ROOT);
    }

    @Test
    void theRootMayBeALinkItself() throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("link-to-root"), path);

        assertThat(new RootDirectory(link).open(path("snponly.efi"))).isInstanceOf(Lookup.Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "grub", "grub/missing", "missing/snponly.efi", "snponly.efi/x", "SNPONLY.EFI"})
    void doesNotFind(String name) {
        assertThat(reason(name)).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void doesNotFindWhatNoFileSystemCanHold() {
        assertThat(reason("x".repeat(300))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void doesNotFindADanglingLink() throws IOException {
        Files.createSymbolicLink(path.resolve("dangling"), Path.of("nowhere"));

        assertThat(reason("dangling")).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void refusesLinksInACircle() throws IOException {
        Files.createSymbolicLink(path.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(path.resolve("b"), Path.of("a"));

        assertThat(reason("a")).isEqualTo(Reason.NOT_READABLE);
    }

    @Test
    void refusesAPipeWithoutOpeningIt() throws IOException, InterruptedException {
        var mkfifo = new ProcessBuilder("mkfifo", path.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(root.open(path("pipe")))
                .isEqualTo(new Lookup.Refused(Reason.NOT_READABLE, "not a regular file: pipe"));
    }

    @Test
    void aRootThatDoesNotExistHoldsNothing() {
        assertThat(new RootDirectory(directory.resolve("nowhere")).open(path("snponly.efi")))
                .isEqualTo(new Lookup.Refused(Reason.NOT_FOUND, "no such file: snponly.efi"));
    }

    @Test
    void leavesNoDescriptorBehind() throws IOException {
        for (int i = 0; i < 50; i++) {
            found("grub/grub.cfg").close();
            reason("grub/missing");
            reason("grub");
        }
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            var underRoot = open.filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).startsWith(path);
                        } catch (IOException _) {
                            return false;
                        }
                    })
                    .toList();
            assertThat(underRoot).isEmpty();
        }
    }

    private OpenFile found(String name) {
        return switch (root.open(path(name))) {
            case Lookup.Found(OpenFile file) -> file;
            case Lookup.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private Reason reason(String name) {
        return switch (root.open(path(name))) {
            case Lookup.Found _ -> throw new AssertionError("found " + name);
            case Lookup.Refused(Reason reason, var _) -> reason;
        };
    }

    private static RequestedPath path(String name) {
        return ((RequestedPath.Parsed.Valid) RequestedPath.parse(name)).path();
    }

    private static String content(OpenFile file) throws IOException {
        var buffer = ByteBuffer.allocate(100);
        while (file.bytes().read(buffer) >= 0) {
            assertThat(buffer.hasRemaining()).isTrue();
        }
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
}
