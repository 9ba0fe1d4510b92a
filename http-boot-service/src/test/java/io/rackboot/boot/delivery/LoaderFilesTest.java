package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderFilesTest {
    @TempDir
    Path directory;

    private Path loaders;
    private LoaderFiles files;

    @BeforeEach
    void makeTree() throws IOException {
        loaders = Files.createDirectories(directory.resolve("loaders/grub/x86_64-efi"))
                .getParent()
                .getParent();
        Files.writeString(loaders.resolve("snponly.efi"), "loader");
        Files.writeString(loaders.resolve("grub/x86_64-efi/command.lst"), "list");
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(loaders.resolve("ipxe.efi"), Path.of("snponly.efi"));
        Files.createSymbolicLink(loaders.resolve("leak"), Path.of("../secret"));
        Files.createSymbolicLink(loaders.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(loaders.resolve("dangling"), Path.of("nowhere"));
        files = new LoaderFiles(loaders);
    }

    @Test
    void filesAreFoundWithTheirDigest() {
        assertThat(files.find("snponly.efi"))
                .contains(new Deliverable(
                        loaders.resolve("snponly.efi"),
                        6,
                        "d47712cceb4c780603026e6325221c1bcff90679ebc076baa51c71ebe796717c",
                        FileRole.LOADER,
                        "application/efi"));
        assertThat(files.find("grub/x86_64-efi/command.lst").orElseThrow().size())
                .isEqualTo(4);
    }

    @Test
    void linksInsideAreFollowed() {
        assertThat(files.find("ipxe.efi").orElseThrow().path()).isEqualTo(loaders.resolve("snponly.efi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leak",
                "up/secret",
                "up",
                "dangling",
                "grub",
                "nothing",
                "snponly.efi/x",
                "../secret",
                "/etc/hostname",
                "a\0b"
            })
    void nothingOutsideIs(String path) {
        assertThat(files.find(path)).isEmpty();
    }

    @Test
    void aChangedFileHasANewDigest() throws IOException {
        var before = files.find("snponly.efi").orElseThrow().sha256();
        Files.writeString(loaders.resolve("snponly.efi"), "LOADER");
        Files.setLastModifiedTime(loaders.resolve("snponly.efi"), FileTime.from(Instant.EPOCH));

        assertThat(files.find("snponly.efi").orElseThrow().sha256()).isNotEqualTo(before);
    }

    @Test
    void aMissingDirectoryHasNoFiles() {
        assertThat(new LoaderFiles(directory.resolve("nowhere")).find("snponly.efi"))
                .isEmpty();
    }
}
