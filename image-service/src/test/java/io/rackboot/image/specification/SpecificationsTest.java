package io.rackboot.image.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.TestKernel;
import io.rackboot.image.compress.Compression;
import io.rackboot.image.tree.Reserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecificationsTest {
    @TempDir
    Path directory;

    private Path kernel;
    private Path root;
    private Path modules;

    @BeforeEach
    void sources() throws IOException {
        directory = directory.toRealPath();
        kernel = TestKernel.in(directory);
        root = Files.createDirectory(directory.resolve("root"));
        modules = Files.createDirectories(directory.resolve("modules/6.1.0-test"));
        Files.writeString(modules.resolve("modules.dep"), """
                kernel/drivers/net/virtio_net.ko: kernel/net/core/failover.ko
                kernel/net/core/failover.ko:
                """);
        Files.writeString(modules.resolve("modules.builtin"), "kernel/drivers/pci/virtio-pci.ko\n");
    }

    @Test
    void theExampleIsASpecification() throws IOException {
        var example = Files.readString(Path.of("example/busybox.yaml"))
                .replace("@NAME@", "demo")
                .replace("@VERSION@", "1")
                .replace("@ROOT@", root.toString())
                .replace("@KERNEL@", kernel.toString())
                .replace("@MODULES@", modules.toString());
        assertThat(read(example))
                .isEqualTo(new Reading.Accepted(new Specification(
                        "demo",
                        "1",
                        new RootSource.Directory(root),
                        new KernelSource.File(kernel, "6.1.0-test"),
                        Optional.of(new ModuleChoice(
                                Optional.of(modules),
                                List.of("virtio_pci", "virtio_net"),
                                new ModuleChoice.Carried.Nothing())),
                        Compression.ZSTD,
                        List.of("console=tty0", "console=ttyS0", "cryptomgr.notests"),
                        "/sbin/init",
                        DeliveryMode.INITRD,
                        Steps.NONE,
                        Outputs.DEFAULT,
                        Bounds.NONE,
                        List.of(),
                        Optional.empty())));
    }

    @Test
    void aKernelWithoutWhatTheRootModeNeedsIsRefusedWithTheirNames() throws IOException {
        Files.writeString(directory.resolve("config-6.1.0-test"), """
                CONFIG_BLK_DEV_INITRD=y
                CONFIG_RD_ZSTD=y
                CONFIG_BINFMT_ELF=y
                CONFIG_BINFMT_SCRIPT=m
                CONFIG_PROC_FS=y
                CONFIG_SYSFS=y
                CONFIG_DEVTMPFS=y
                CONFIG_TMPFS=y
                CONFIG_INET=y
                CONFIG_PACKET=m
                CONFIG_BLK_DEV_LOOP=m
                # CONFIG_OVERLAY_FS is not set
                CONFIG_SQUASHFS=y
                CONFIG_SQUASHFS_ZSTD=y
                """);
        var specification = "name: demo\nversion: 1\nroot: {directory: %s}\nkernel: %s\nrootMode: squashfs\n"
                .formatted(root, kernel);
        assertThat(read(specification))
                .isEqualTo(new Reading.Refused(List.of(new Mistake(
                        4,
                        9,
                        "kernel",
                        "the kernel lacks what the root mode needs: CONFIG_BINFMT_SCRIPT is a module, but must be"
                                + " built in (/init, a script), CONFIG_PACKET is a module, but the specification has no"
                                + " modules (DHCP by udhcpc), CONFIG_BLK_DEV_LOOP is a module, but the specification has"
                                + " no modules (a file as a disk), CONFIG_OVERLAY_FS is not set (changes of the root),"
                                + " by " + directory.resolve("config-6.1.0-test"),
                        "a kernel with these, or another rootMode"))));
    }

    @Test
    void linksAreFollowedOnceWhenTheSpecificationIsRead() throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("current"), root);
        var kernelLink = Files.createSymbolicLink(directory.resolve("kernel"), kernel);
        assertThat(read(
                        "name: demo\nversion: 1\nroot: {directory: %s}\nkernel: %s\nmodules: {directory: %s, load: []}\n"
                                .formatted(link, kernelLink, modules)))
                .isInstanceOfSatisfying(
                        Reading.Accepted.class,
                        accepted ->
                                assertThat(accepted.specification().sources()).containsExactly(root, kernel, modules));
    }

    @Test
    void readsEveryField() {
        assertThat(read("""
                name: demo
                version: 1.10
                root:
                  directory: %s
                kernel: %s
                modules:
                  directory: %s
                  load: [virtio-pci, virtio_net]
                compression: gzip
                kernelArguments: [console=ttyS0, quiet]
                init: /usr/lib/systemd/systemd
                """.formatted(root, kernel, modules)))
                .isEqualTo(new Reading.Accepted(new Specification(
                        "demo",
                        "1.10",
                        new RootSource.Directory(root),
                        new KernelSource.File(kernel, "6.1.0-test"),
                        Optional.of(new ModuleChoice(
                                Optional.of(modules),
                                List.of("virtio-pci", "virtio_net"),
                                new ModuleChoice.Carried.Nothing())),
                        Compression.GZIP,
                        List.of("console=ttyS0", "quiet"),
                        "/usr/lib/systemd/systemd",
                        DeliveryMode.INITRD,
                        Steps.NONE,
                        Outputs.DEFAULT,
                        Bounds.NONE,
                        List.of(),
                        Optional.empty())));
    }

    @Test
    void leavesOutWhatHasADefault() throws IOException {
        var archive = Files.write(directory.resolve("root.tar"), new byte[1024]);
        assertThat(read("{name: a, version: '1', root: {archive: %s}, kernel: %s}".formatted(archive, kernel)))
                .isEqualTo(new Reading.Accepted(new Specification(
                        "a",
                        "1",
                        new RootSource.Archive(archive),
                        new KernelSource.File(kernel, "6.1.0-test"),
                        Optional.empty(),
                        Compression.ZSTD,
                        List.of(),
                        "/sbin/init",
                        DeliveryMode.INITRD,
                        Steps.NONE,
                        Outputs.DEFAULT,
                        Bounds.NONE,
                        List.of(),
                        Optional.empty())));
    }

    @Test
    void saysEveryMistakeAtItsPlace() {
        assertThat(mistakes("""
                name: Demo
                vresion: 1
                root:
                  directroy: /x
                kernel: relative
                modules:
                  directory: %s
                  load: [virtio_nett, 7zip]
                compression: zst
                kernelArguments: [a b, [c]]
                init: sbin/init
                """.formatted(modules)))
                .containsExactly(
                        "line 1, column 1, version: is missing; allowed: a version such as 1.0",
                        "line 1, column 7, name: 'Demo' has another form; allowed: 1 to 64 of a-z 0-9 _ -",
                        "line 2, column 1, vresion: unknown field; did you mean 'version'?; allowed: name, version, root, kernel,"
                                + " modules, compression, kernelArguments, init, rootMode, outputs, loader, freeSpace, packages, users, files,"
                                + " commands, units, hostName, network, remove,"
                                + " slim, lock, budget, overlays, data",
                        "line 4, column 3, root.directroy: unknown field; did you mean 'directory'?; allowed: directory, archive,"
                                + " debian, oci, image",
                        "line 4, column 3, root: has no source; allowed: one of directory, archive, debian, oci, image",
                        "line 5, column 9, kernel: 'relative' is not an absolute path; allowed: a path from /",
                        "line 8, column 10, modules.load[0]: kernel 6.1.0-test has no module 'virtio_nett'; did you mean"
                                + " 'virtio_net'?; allowed: names from modules.dep",
                        "line 8, column 23, modules.load[1]: kernel 6.1.0-test has no module '7zip'; allowed: names from"
                                + " modules.dep",
                        "line 9, column 14, compression: 'zst' is not a compression; did you mean 'zstd'?; allowed: gzip, zstd, xz",
                        "line 10, column 19, kernelArguments[0]: 'a b' has another form; allowed: 1 to 512 printable ASCII"
                                + " characters, no blank",
                        "line 10, column 24, kernelArguments[1]: is a list; allowed: an argument",
                        "line 11, column 7, init: 'sbin/init' has another form; allowed: an absolute path of A-Z a-z 0-9 . _ +"
                                + " @ -");
    }

    @Test
    void readsWhereTheKernelComesFromAndWhichModulesThereAre() throws IOException {
        assertThat(mistakes(kernel("[x]")))
                .containsExactly("line 4, column 9, kernel: is a list; allowed: fields file, packages, root");
        assertThat(mistakes(kernel("{root: ../x, file: /y}")))
                .containsExactly("line 4, column 9, kernel: has file and root; allowed: one of file, packages, root");
        assertThat(mistakes(kernel("{root: ../x}")))
                .containsExactly("line 4, column 16, kernel.root: '../x' has another form; allowed: a release such as"
                        + " 6.1.0-56-amd64");
        assertThat(mistakes(kernel("{packages: []}")))
                .containsExactly("line 4, column 9, kernel.packages: is empty; allowed: at least one");
        assertThat(mistakes(kernel("{packages: [%s]}".formatted(kernel))))
                .containsExactly(
                        "line 4, column 21, kernel.packages[0]: %s is no Debian package; allowed: a Debian package (.deb)"
                                .formatted(kernel));
        assertThat(mistakes(
                        kernel("root\nmodules: {directory: %s, include: some, classes: [servr]}".formatted(modules))))
                .containsExactly(
                        "line 5, column 22, modules.directory: is for a kernel that is a file: this kernel's own modules are"
                                + " taken; allowed: nothing",
                        "line 5, column %d, modules.include: 'some' is not known; allowed: all"
                                .formatted(33 + modules.toString().length()),
                        "line 5, column %d, modules.classes[0]: 'servr' is not known; did you mean 'server'?; allowed: base,"
                                        .formatted(49 + modules.toString().length())
                                + " network, storage, virtual, server, thin-client, workstation, wireless");
        var read = (Reading.Accepted) read(kernel(
                "root\nmodules: {include: [a], classes: [virtual], load: [b]}\ndata: {label: D, mount: /srv/d}"));
        assertThat(read.specification().kernel()).isEqualTo(new KernelSource.OfRoot(Optional.empty()));
        assertThat(read.specification().modules())
                .contains(new ModuleChoice(
                        Optional.empty(),
                        List.of("b"),
                        new ModuleChoice.Carried.Some(List.of("a"), List.of("virtual"))));
        assertThat(read.specification().data())
                .contains(new LocalData(LocalData.Tag.LABEL, "D", "/srv/d", LocalData.FileSystem.EXT4));
        assertThat(mistakes(kernel("root\ndata: {label: 'a b', mount: /etc/../x, fileSystem: ntfs}")))
                .containsExactly(
                        "line 5, column 15, data.label: 'a b' has another form; allowed: 1 to 36 of A-Z a-z 0-9 . _ -",
                        "line 5, column 29, data.mount: '/etc/../x' has another form; allowed: an absolute path of A-Z a-z 0-9"
                                + " . _ -, not in /proc, /sys, /dev, /run, /tmp, /etc, /usr, /bin, /sbin, /lib, /lib32, /lib64,"
                                + " /libx32",
                        "line 5, column 52, data.fileSystem: 'ntfs' is not known; allowed: ext4, xfs, btrfs, vfat");
        for (var place : List.of("/lib64", "/lib32/x", "/libx32", "/lib")) {
            assertThat(mistakes(kernel("root\ndata: {label: D, mount: " + place + "}")))
                    .hasSize(1);
        }
        assertThat(read(kernel("root\ndata: {label: D, mount: /library}"))).isInstanceOf(Reading.Accepted.class);
        assertThat(mistakes(kernel("root\ndata: {label: RACKBOOT-DATA, mount: /srv/d, fileSystem: xfs}")))
                .containsExactly("line 5, column 15, data.label: 'RACKBOOT-DATA' is longer than a label of xfs can be;"
                        + " allowed: 12 characters");
        assertThat(read(kernel("root\ndata: {partitionLabel: RACKBOOT-DATA, mount: /srv/d, fileSystem: xfs}")))
                .isInstanceOf(Reading.Accepted.class);
    }

    private String kernel(String value) {
        return "name: a\nversion: '1'\nroot: {directory: %s}\nkernel: %s\n".formatted(root, value);
    }

    @Test
    void namesBothReleasesWhereTheyDiffer() throws IOException {
        Files.write(kernel, TestKernel.bytes("6.9.9-other"));
        assertThat(mistakes(specification("modules: {directory: " + modules + ", load: []}")))
                .containsExactly("line 5, column 22, modules.directory: the modules are of kernel 6.1.0-test, but "
                        + kernel + " is kernel 6.9.9-other; allowed: the modules of kernel 6.9.9-other");
    }

    @Test
    void takesTheReleaseFromTheModulesWhereTheKernelIsSilent() throws IOException {
        Files.write(kernel, new byte[2000]);
        assertThat(read(specification("modules: {directory: " + modules + ", load: []}")))
                .extracting(
                        r -> ((Reading.Accepted) r).specification().kernelFile().release())
                .isEqualTo("6.1.0-test");
        assertThat(mistakes(specification("")))
                .containsExactly(
                        "line 4, column 9, kernel: its release cannot be told:"
                                + " it is no x86 kernel (no 'HdrS' at byte 0x202); allowed: a kernel that says it, or modules of it");
    }

    @Test
    void saysWhatIsWrongWithSources() throws IOException {
        Files.writeString(directory.resolve("z"), "PK\3\4zip!");
        assertThat(mistakes("{name: a, version: 1, root: {archive: %s/z}, kernel: %s/none}"
                        .formatted(directory, directory)))
                .containsExactly(
                        "line 1, column 39, root.archive: %s/z is a zip archive; tar is read, plain or packed with gzip, xz or zstd; allowed: a tar archive, plain or packed with gzip, xz, zstd"
                                .formatted(directory),
                        "line 1, column %d, kernel: %s/none does not exist; allowed: what exists on the machine of image-service"
                                .formatted(52 + directory.toString().length(), directory));
        assertThat(mistakes("{name: a, version: 1, root: {archive: %s}, kernel: %s}".formatted(root, root))
                        .toString())
                .contains(root + " is not a readable file");
    }

    @Test
    void keepsSourcesInsideTheAllowedDirectories() throws IOException {
        var link = Files.createSymbolicLink(root.resolve("out"), modules);
        var inside = new Specifications(new SourceProbe(List.of(root), Reserved.NOTHING));
        assertThat(inside.read(specification("").replace(root.toString(), link.toString()))
                        .toString())
                .contains("root.directory: " + link + " lies outside the directories that images are built from");
    }

    @Test
    void keepsSecretsOfTheServiceOut() throws IOException {
        var own = Files.createDirectory(directory.resolve("own"));
        var key = Files.writeString(directory.resolve("key"), "secret");
        Files.writeString(own.resolve("record"), "{}");
        var probe = new SourceProbe(List.of(Path.of("/")), new Reserved(List.of(own, key)));
        var link = Files.createSymbolicLink(directory.resolve("link"), key);
        var answer = new Specifications(probe)
                .read(specification("lock: %s/record\nfiles: [{path: /a, file: %s}, {path: /b, file: %s}]"
                        .formatted(own, link, kernel)));
        assertThat(((Reading.Refused) answer).mistakes())
                .extracting(Mistake::toString)
                .containsExactly(
                        "line 5, column 7, lock: %s/record is of the service itself, in %s; allowed: what is no secret of image-service"
                                .formatted(own, own),
                        "line 6, column 26, files[0].file: %s is of the service itself, in %s; allowed: what is no secret of image-service"
                                .formatted(link, key));
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertThat(mistakes("name: a\nversion: [1\nroot: x\n"))
                .containsExactly("line 3, column 5: not YAML: expected ',' or ']', but got :");
        assertThat(mistakes(""))
                .containsExactly("line 1, column 1: the specification is empty; allowed: fields name,"
                        + " version, root, kernel, modules, compression, kernelArguments, init, rootMode, outputs, loader, freeSpace, packages, users, files,"
                        + " commands, units, hostName, network, remove,"
                        + " slim, lock, budget, overlays, data");
        assertThat(mistakes("- a"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("line 1, column 1: is not a group of fields");
        assertThat(mistakes("[".repeat(100))).hasSize(1);
        assertThat(mistakes("name: a\nname: b\n").toString()).contains("line 2, column 1, name: is there twice");
        assertThat(mistakes("name: \u0000")).hasSize(1);
    }

    @Test
    void nothingEscapesForBrokenText() {
        var text = specification("modules: {directory: " + modules + ", load: [virtio_net]}\nkernelArguments: [a]");
        for (var at = 0; at < text.length(); at++) {
            read(text.substring(0, at));
            read(text.substring(0, at) + "&\t{:!*".charAt(at % 6) + text.substring(at));
        }
        assertThat(read(text)).isInstanceOf(Reading.Accepted.class);
    }

    private String specification(String more) {
        return "name: a\nversion: '1'\nroot: {directory: %s}\nkernel: %s\n%s\n".formatted(root, kernel, more);
    }

    private static Reading read(String yaml) {
        return new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING)).read(yaml);
    }

    private static List<String> mistakes(String yaml) {
        return switch (read(yaml)) {
            case Reading.Refused(var mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
            case Reading.Accepted accepted -> throw new AssertionError(accepted);
        };
    }
}
