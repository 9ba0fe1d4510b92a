package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
    @TempDir
    Path directory;

    private Workshop workshop;

    @BeforeEach
    void root() throws IOException {
        Commands.require("busybox", "cpio", "zstd");
        workshop = new Workshop(directory);
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc root/usr/lib root/root && chmod 0700 root/root && ln -s usr/lib root/lib &&"
                        + " cp /bin/busybox root/bin && ln -s ../bin/busybox root/sbin/init && echo base > root/etc/kept");
    }

    @AfterEach
    void stop() throws IOException {
        workshop.close();
    }

    @Test
    void anOverlayIsWhatItsStepsChangeAndNoMore() throws Exception {
        var made = workshop.build("""
                root: {directory: %s/root}
                overlays:
                  - {name: r12, hostName: rack, files: [{path: /lib/x/y, text: y}, {path: /root/own, text: own, mode: 0600}]}
                  - {name: "525400123456", files: [{path: /etc/kept, text: other}]}
                """.formatted(directory));
        assertThat(made)
                .extracting(BuiltArtifact::name)
                .containsExactly("vmlinuz", "initrd", "overlay-r12", "overlay-525400123456");
        assertThat(Commands.run(
                        directory,
                        "zstd -dc < " + made.get(2).file() + " | LC_ALL=C cpio -itv --quiet | awk '{print $1, $9}'"))
                .isEqualTo("drwxr-xr-x .\ndrwxr-xr-x etc\n-rw-r--r-- etc/hostname\n-rw-r--r-- etc/hosts\n"
                        + "drwx------ root\n-rw------- root/own\ndrwxr-xr-x usr\ndrwxr-xr-x usr/lib\n"
                        + "drwxr-xr-x usr/lib/x\n-rw-r--r-- usr/lib/x/y\n");
        // As the kernel reads initrd and overlay: one after the other.
        var root = workshop.unpacked(made);
        Commands.run(root, "zstd -dc < " + made.get(3).file() + " | cpio -idmu --quiet");
        assertThat(Files.readString(root.resolve("etc/kept"))).isEqualTo("other");
        assertThat(root.resolve("etc/hostname")).doesNotExist();
        assertThat(Workshop.file(made, FileRole.INITRD)).exists();
    }

    @Test
    void anOverlayWithAnInittabOfItsOwnKeepsTheReport() throws Exception {
        var made = workshop.build("""
                root: {directory: %s/root}
                overlays: [{name: x, files: [{path: /etc/inittab, text: "::askfirst:/bin/sh\\n"}]}]
                """.formatted(directory));
        assertThat(Commands.run(
                        directory,
                        "mkdir o && cd o && zstd -dc < " + made.get(2).file()
                                + " | cpio -idm --quiet && find . -type f && cat etc/inittab"))
                .isEqualTo("""
                        ./etc/inittab
                        ::askfirst:/bin/sh
                        ::once:/usr/lib/rackboot/phone-home boot-complete
                        """);
    }

    @Test
    void anOverlayThatWouldChangeTheOtherNamesOfAFileIsRefused() throws Exception {
        Commands.run(directory, "ln root/etc/kept root/etc/same");
        assertThatThrownBy(() -> workshop.build("""
                        root: {directory: %s/root}
                        overlays: [{name: x, files: [{path: /etc/same, text: other}]}]
                        """.formatted(directory)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(
                        "overlay x replaces /etc/same, which is the same file as /etc/kept in the root (a hard link):"
                                + " the kernel would change both; have a copy in the root, or put a link in place of one");
    }

    /// The image's own programs are hard links to a busybox of the root.
    @Test
    void anOverlayThatWouldChangeTheImagesOwnProgramsIsRefused() {
        assertThatThrownBy(() -> workshop.build("""
                        root: {directory: %s/root}
                        overlays: [{name: x, files: [{path: /bin/busybox, text: other, mode: 0755}]}]
                        """.formatted(directory)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith("overlay x replaces /bin/busybox, which is the same file as"
                        + " /usr/lib/rackboot/busybox in the root");
    }

    @Test
    void anOverlayThatRemovesIsRefused() throws Exception {
        Commands.run(
                directory,
                "mkdir -p root/usr/lib/systemd/system root/etc/systemd/system/a.wants && touch root/usr/lib/systemd/system/b.service"
                        + " && ln -s /lib/systemd/system/b.service root/etc/systemd/system/a.wants/b.service");
        assertThatThrownBy(() ->
                        workshop.build("root: {directory: %s/root}\noverlays: [{name: x, units: {disable: [b]}}]\n"
                                .formatted(directory)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(
                        "overlay x removes /etc/systemd/system/a.wants/b.service; an overlay only adds and replaces:"
                                + " mask a unit instead of disabling it");
    }
}
