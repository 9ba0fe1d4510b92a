package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kernels out of packages and out of the root.
class KernelSourcesTest {
    private static final String RELEASE = "6.1.0-test";

    @TempDir
    Path directory;

    private Workshop workshop;

    @BeforeEach
    void root() throws IOException {
        directory = directory.toRealPath();
        Commands.require("busybox", "cpio", "zstd", "modprobe");
        workshop = new Workshop(directory);
        Commands.run(directory, "mkdir -p root/sbin && cp /bin/busybox root/sbin/init");
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
    }

    @Test
    void aPackageHasKernelConfigurationAndModulesAndIsNamedInLockAndBill() throws IOException {
        var made = KernelPackage.make(directory);
        var release = Commands.release(Commands.kernel());
        var yaml = "kernel: {packages: [%s]}\nmodules: {load: [virtio_net], classes: [virtual]}\n".formatted(made);
        var artifacts = build(yaml);
        assertThat(Files.mismatch(Workshop.file(artifacts, FileRole.KERNEL), Commands.kernel()))
                .isEqualTo(-1);
        var unpacked = workshop.unpacked(artifacts);
        var depends = Commands.run(unpacked, "modprobe -d . -S %s --show-depends virtio_net".formatted(release));
        assertThat(depends.lines().map(line -> line.replaceAll(".*/|\\s+$", "")))
                .containsExactly("virtio_ring.ko", "virtio.ko", "failover.ko", "net_failover.ko", "virtio_net.ko");
        assertThat(Commands.run(unpacked, "modprobe -d . -S %s -R virtio:d00000001v00001AF4".formatted(release)))
                .isEqualTo("virtio_net\n");
        assertThat(unpacked.resolve("usr/lib/rackboot/modules")).content().isEqualTo("virtio_net\n");
        assertThat(workshop.log())
                .contains("kernel package linux-image-test 6.1.1-2 amd64", "kernel " + release + " of linux.deb")
                .containsPattern("modules of " + release + ": [0-9]+ files, [0-9]{6,} bytes: ");
        var lock = text(artifacts, "lock.json");
        assertThat(lock).contains("\"kernel\"", "\"linux-image-test\"", "\"6.1.1-2\"");
        assertThat(text(artifacts, "sbom.cdx.json")).contains("pkg:deb/debian/linux-image-test@6.1.1-2?arch=amd64");
        assertThat(text(artifacts, "packages.txt")).isEqualTo("linux-image-test 6.1.1-2 amd64\n");
        var digests = digests(artifacts);
        Files.writeString(directory.resolve("lock.json"), lock);
        assertThat(digests(build(yaml + "lock: " + directory + "/lock.json\n"))).isEqualTo(digests);
        Files.writeString(directory.resolve("lock.json"), lock.replace("6.1.1-2", "6.1.1-3"));
        assertThatThrownBy(() -> build(yaml + "lock: " + directory + "/lock.json\n"))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("the kernel's packages are linux-image-test 6.1.1-2 amd64; those of the lock"
                        + " linux-image-test 6.1.1-3 amd64");
    }

    @Test
    void aKernelOfTheRootIsTakenBeforeItIsRemovedFromIt() throws IOException {
        install(RELEASE);
        var artifacts = build("kernel: root\nslim: [kernel]\n");
        assertThat(Files.mismatch(Workshop.file(artifacts, FileRole.KERNEL), directory.resolve("vmlinuz")))
                .isEqualTo(-1);
        var unpacked = workshop.unpacked(artifacts);
        assertThat(unpacked.resolve("boot/vmlinuz-" + RELEASE)).doesNotExist();
        assertThat(unpacked.resolve("lib/modules/" + RELEASE + "/kernel/b.ko")).exists();
        assertThat(workshop.log()).contains("kernel 6.1.0-test of the root");
    }

    @Test
    void theRootsOwnModulesStayUnlessSomeAreChosen() throws IOException {
        install(RELEASE);
        var base = "lib/modules/" + RELEASE + "/";
        var all = workshop.unpacked(build("kernel: {root: %s}\nmodules: {load: [a]}\n".formatted(RELEASE)));
        assertThat(all.resolve(base + "kernel/b.ko")).hasContent("b");
        assertThat(all.resolve(base + "modules.dep"))
                .hasContent("kernel/a.ko: kernel/c.ko\nkernel/b.ko:\nkernel/c.ko:\n");
        assertThat(all.resolve("usr/lib/rackboot/modules")).hasContent("a\n");
        assertThat(all.resolve("init")).content().contains("drivers='named'");
        var some = workshop.unpacked(build("kernel: root\nmodules: {include: [a]}\n"));
        assertThat(some.resolve(base + "kernel/a.ko")).hasContent("a");
        assertThat(some.resolve(base + "kernel/c.ko")).hasContent("c");
        assertThat(some.resolve(base + "kernel/b.ko")).doesNotExist();
        assertThat(some.resolve("usr/lib/rackboot/modules")).isEmptyFile();
        assertThat(some.resolve("init")).content().contains("drivers='found'");
        var whole = workshop.unpacked(build("kernel: root\nmodules: {include: all}\n"));
        assertThat(whole.resolve(base + "kernel/b.ko")).hasContent("b");
    }

    /// Where it mounts FAT, Linux asks for them by a modprobe that a first stage does not have.
    @Test
    void localDataOnFatBringsTheCharactersOfItsNames() throws IOException {
        install(RELEASE);
        var base = "root/lib/modules/" + RELEASE;
        Commands.run(
                directory,
                "cd " + base
                        + " && for m in vfat nls_cp437 nls_ascii nls_iso8859-1 nls_koi8-r; do printf m > kernel/$m.ko;"
                        + " echo kernel/$m.ko: >> modules.dep; done");
        var made = workshop.unpacked(
                build("kernel: root\nmodules: {include: [a]}\ndata: {label: D, mount: /srv/d, fileSystem: vfat}\n"));
        assertThat(made.resolve("usr/lib/rackboot/modules")).hasContent("vfat\nnls_cp437\nnls_ascii\nnls_iso8859_1\n");
        assertThat(made.resolve("lib/modules/" + RELEASE + "/kernel/nls_iso8859-1.ko"))
                .exists();
        assertThat(made.resolve("lib/modules/" + RELEASE + "/kernel/nls_koi8-r.ko"))
                .doesNotExist();
    }

    @Test
    void whatIsWrongWithAKernelOfTheRootIsSaid() throws IOException {
        assertRefused(
                "kernel: root\n", "the root holds no kernel (/boot/vmlinuz-RELEASE or /lib/modules/RELEASE/vmlinuz)");
        install(RELEASE);
        Files.writeString(directory.resolve("root/boot/vmlinuz-7.0-other"), "no x86 kernel");
        assertRefused(
                "kernel: root\n",
                "the root holds several kernels: 6.1.0-test, 7.0-other; say which: `kernel: {root: RELEASE}`, or give"
                        + " the package of one");
        assertRefused("kernel: {root: '8'}\n", "the root holds no kernel 8, but 6.1.0-test, 7.0-other");
        assertRefused(
                "kernel: {root: 7.0-other}\nmodules: {load: []}\n",
                "the root holds no modules of its kernel 7.0-other, but of 6.1.0-test");
        assertRefused(
                "kernel: {root: %s}\nmodules: {load: [x]}\n".formatted(RELEASE), "kernel 6.1.0-test has no module x");
        Files.writeString(directory.resolve("root/boot/config-" + RELEASE), "CONFIG_INET=y\n");
        assertThatThrownBy(() -> build("kernel: {root: %s}\nmodules: {load: []}\ncompression: xz\n".formatted(RELEASE)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith("kernel 6.1.0-test of the root lacks what the root mode needs:"
                        + " CONFIG_BLK_DEV_INITRD is not set (an initrd), ")
                .hasMessageContaining("CONFIG_RD_XZ is not set (an initrd packed with xz), by /boot/config-6.1.0-test");
    }

    @Test
    void aRootModeNeedsItsModules() throws IOException {
        install(RELEASE);
        var builtin = directory.resolve("root/lib/modules/" + RELEASE + "/modules.builtin");
        var nfs = "kernel: root\nmodules: {load: []}\nrootMode: nfs\n";
        Files.writeString(builtin, "kernel/fs/overlayfs/overlay.ko\n");
        assertRefused(
                nfs,
                "kernel 6.1.0-test has nfsv4 neither as a module nor built in (modules.builtin): root mode nfs needs it");
        Files.writeString(builtin, "kernel/fs/overlayfs/overlay.ko\nkernel/fs/nfs/nfsv4.ko\n");
        assertThat(build(nfs)).extracting(BuiltArtifact::role).contains(FileRole.ROOT);
        Files.delete(builtin);
        assertThat(build(nfs)).extracting(BuiltArtifact::role).contains(FileRole.ROOT);
    }

    @Test
    void aPackageWithoutAKernelIsRefused() throws IOException {
        Commands.run(
                directory,
                "mkdir -p deb/DEBIAN deb/etc && printf 'Package: a\\nVersion: 1\\nArchitecture: all\\nMaintainer: x\\n"
                        + "Description: y\\n' > deb/DEBIAN/control && dpkg-deb -b deb a.deb >/dev/null");
        assertRefused(
                "kernel: {packages: [%s/a.deb]}\n".formatted(directory),
                "a.deb holds no kernel (/boot/vmlinuz-RELEASE or /lib/modules/RELEASE/vmlinuz)");
    }

    private void install(String release) throws IOException {
        var modules = "root/lib/modules/" + release;
        Commands.run(
                directory,
                ("mkdir -p root/boot %1$s/kernel && cp vmlinuz root/boot/vmlinuz-%2$s && cd %1$s &&"
                                + " for m in a b c; do printf $m > kernel/$m.ko; done &&"
                                + " printf 'kernel/a.ko: kernel/c.ko\\nkernel/b.ko:\\nkernel/c.ko:\\n' > modules.dep")
                        .formatted(modules, release));
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> build(yaml))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(message);
    }

    private List<BuiltArtifact> build(String yaml) throws IOException {
        return workshop.build(Workshop.specification(
                "name: demo\nversion: 1\nroot: {directory: %s/root}\n%s".formatted(directory, yaml)));
    }

    private static List<String> digests(List<BuiltArtifact> artifacts) {
        return artifacts.stream().map(a -> a.name() + " " + a.sha256()).toList();
    }

    private static String text(List<BuiltArtifact> artifacts, String name) throws IOException {
        return Files.readString(artifacts.stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow()
                .file());
    }
}
