package io.rackboot.image.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyUserlandTest {
    private final Tree tree = new Tree();

    @TempDir
    Path directory;

    @Test
    void aBusyboxRootGetsAnInittab() throws IOException {
        program("bin/busybox");
        link("sbin/init", "../bin/busybox");
        link("bin/sh", "busybox");
        place();
        assertThat(text("/etc/inittab")).isEqualTo("""
                # Made by image-service: the root had none.
                ::once:/usr/lib/rackboot/phone-home boot-complete
                ::askfirst:-/bin/sh
                ::ctrlaltdel:/usr/lib/rackboot/busybox reboot
                ::shutdown:/usr/lib/rackboot/busybox umount -a -r
                """);
        assertThat(text("/init")).contains("image='demo.1'\ninit='/sbin/init'\nreports_complete='inittab'\n");
        assertThat(text("/usr/lib/rackboot/modules")).isEqualTo("virtio_pci\nvirtio_net\n");
    }

    @Test
    void anInittabThatIsThereIsKeptAndAddedTo() throws IOException {
        program("bin/busybox");
        tree.put(TreePath.of("sbin/init"), tree.at(TreePath.of("bin/busybox")).orElseThrow());
        link("etc/inittab", "/usr/share/inittab");
        tree.put(TreePath.of("usr/share/inittab"), Node.file(new Attributes(0600, 3, 4), Content.text("::sysinit:/x")));
        place();
        place();
        assertThat(text("/etc/inittab")).isEqualTo("::sysinit:/x\n::once:/usr/lib/rackboot/phone-home boot-complete\n");
        assertThat(tree.at(TreePath.of("usr/share/inittab")).orElseThrow().attributes())
                .isEqualTo(new Attributes(0600, 3, 4));
    }

    @Test
    void aSystemdRootWithMergedUsrGetsAUnit() throws IOException {
        link("lib", "usr/lib");
        link("sbin", "usr/sbin");
        program("usr/lib/systemd/systemd");
        link("usr/sbin/init", "/lib/systemd/systemd");
        place();
        assertThat(text("/etc/systemd/system/multi-user.target.wants/rackboot-complete.service"))
                .contains("ExecStart=/usr/lib/rackboot/phone-home boot-complete", "After=multi-user.target");
        assertThat(text("/init")).contains("reports_complete='unit'");
    }

    @Test
    void systemdMountsLocalDataWhenItsDiskComesUp() throws IOException {
        program("usr/lib/systemd/systemd");
        link("sbin/init", "/usr/lib/systemd/systemd");
        link("data", "srv/my-data");
        tree.directory(TreePath.of("srv/my-data"));
        var disk = new LocalDisk("LABEL", "RACKBOOT-DATA", "ext4", "/data/here");
        var userland = new EarlyUserland(new Tools(new byte[] {1}), _ -> {});
        var program = userland.place(tree, "/sbin/init");
        userland.mount(tree, program, disk);
        assertThat(disk.line(tree, program)).isEmpty();
        assertThat(text("/etc/systemd/system/srv-my\\x2ddata-here.mount")).isEqualTo("""
                # Made by image-service: local data
                [Unit]
                Description=Local data of this machine
                Requires=systemd-fsck@dev-disk-by\\x2dlabel-RACKBOOT\\x2dDATA.service
                After=systemd-fsck@dev-disk-by\\x2dlabel-RACKBOOT\\x2dDATA.service
                Before=local-fs.target

                [Mount]
                What=/dev/disk/by-label/RACKBOOT-DATA
                Where=/srv/my-data/here
                Type=ext4
                Options=nosuid,nodev,noatime
                """);
        var wanted = "/etc/systemd/system/dev-disk-by\\x2dlabel-RACKBOOT\\x2dDATA.device.wants/";
        assertThat(tree.at(TreePath.of(wanted + "srv-my\\x2ddata-here.mount")))
                .contains(new Node.SymbolicLink(Attributes.root(0777), "../srv-my\\x2ddata-here.mount"));
        assertThat(text("/etc/systemd/system/multi-user.target.wants/rackboot-data.service"))
                .contains("After=local-fs.target srv-my\\x2ddata-here.mount\n")
                .contains(
                        "ExecStart=/usr/lib/rackboot/local-data /dev/disk/by-label/RACKBOOT-DATA /srv/my-data/here\n");
        assertThat(tree.at(TreePath.of("srv/my-data/here")).orElseThrow()).isInstanceOf(Node.Directory.class);
        LocalDisk.remove(tree);
        assertThat(tree.nodes().keySet()).extracting(TreePath::name).noneMatch(name -> name.endsWith(".mount"));
        assertThat(tree.at(TreePath.of("etc/systemd/system/rackboot-data.service")))
                .isEmpty();
    }

    /// systemd would refuse the unit, on every machine: its name is not that of the place.
    @Test
    void localDataIsRefusedWhereNoUnitCanBeNamedForItsPlace() throws IOException {
        program("usr/lib/systemd/systemd");
        link("sbin/init", "/usr/lib/systemd/systemd");
        link("srv", "var/my data");
        tree.directory(TreePath.of("var/my data"));
        var disk = new LocalDisk("LABEL", "DATA", "ext4", "/srv/x");
        var userland = new EarlyUserland(new Tools(new byte[] {1}), _ -> {});
        var program = userland.place(tree, "/sbin/init");
        assertThatThrownBy(() -> userland.mount(tree, program, disk))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith("data.mount /srv/x leads to /var/my data/x in the root, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc", "usr/share", "lib64", "."})
    void localDataIsRefusedWhereALinkLeadsItIntoTheSystem(String target) throws IOException {
        program("sbin/init");
        link("srv", target);
        tree.directory(TreePath.of(target));
        var userland = new EarlyUserland(new Tools(new byte[] {1}), _ -> {});
        var program = userland.place(tree, "/sbin/init");
        var disk = new LocalDisk("LABEL", "DATA", "ext4", "/srv");
        assertThatThrownBy(() -> userland.mount(tree, program, disk))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("data.mount /srv leads to " + TreePath.of(target) + " in the root: it must not be in /proc,"
                        + " /sys, /dev, /run, /tmp, /etc, /usr, /bin, /sbin, /lib, /lib32, /lib64, /libx32");
    }

    @Test
    void anotherInitGetsItsLocalDataFromTheFirstProgram() throws IOException {
        program("sbin/init");
        var userland = new EarlyUserland(new Tools(new byte[] {1}), _ -> {});
        var program = userland.place(tree, "/sbin/init");
        var disk = new LocalDisk("PARTLABEL", "data", "xfs", "/srv");
        userland.mount(tree, program, disk);
        assertThat(disk.line(tree, program)).isEqualTo("PARTLABEL data xfs /srv\n");
        assertThat(tree.at(TreePath.of("etc/systemd"))).isEmpty();
    }

    @Test
    void anotherInitIsReportedForByTheFirstProgram() throws IOException {
        program("sbin/init");
        place();
        assertThat(text("/init")).contains("reports_complete='init'");
    }

    @Test
    void theSameBusyboxIsNotPutInTwice() throws IOException {
        var same = Node.file(Attributes.root(0755), new Content.Bytes(new byte[] {1}));
        tree.put(TreePath.of("bin/busybox"), same);
        tree.put(TreePath.of("bin/busybox-old"), Node.file(Attributes.root(0755), new Content.Bytes(new byte[] {2})));
        link("sbin/init", "../bin/busybox");
        place();
        assertThat(tree.at(TreePath.of("usr/lib/rackboot/busybox"))).contains(same);
    }

    @Test
    void anotherBusyboxOrOneOfOtherOwnersIsNotShared() throws IOException {
        var theirs = Node.file(new Attributes(0755, 7, 7), new Content.Bytes(new byte[] {1}));
        tree.put(TreePath.of("bin/busybox"), theirs);
        tree.put(TreePath.of("bin/busybox-old"), Node.file(Attributes.root(0755), new Content.Bytes(new byte[] {2})));
        link("sbin/init", "../bin/busybox");
        place();
        assertThat(tree.at(TreePath.of("usr/lib/rackboot/busybox"))
                        .orElseThrow()
                        .attributes())
                .isEqualTo(Attributes.root(0755));
    }

    @Test
    void modulesComeToLieBehindTheLink() throws IOException {
        link("lib", "usr/lib");
        assertThat(tree.place("/lib/modules/6.1/modules.dep", Node.file(Attributes.root(0644), Content.text(""))))
                .isEqualTo(TreePath.of("usr/lib/modules/6.1/modules.dep"));
    }

    @Test
    void aRootWithoutItsInitIsRefused() throws IOException {
        refused("init /sbin/init leads nowhere in the root: /sbin is not there");
        link("sbin/init", "/lib/systemd/systemd");
        refused("init /sbin/init leads nowhere in the root: /lib is not there");
        link("lib/systemd", "/lib/systemd");
        refused("init /sbin/init leads nowhere in the root: /lib/systemd is a loop of symbolic links");
        tree.put(TreePath.of("sbin/init"), Node.file(Attributes.root(0644), Content.text("")));
        refused("init /sbin/init (/sbin/init) is not executable");
        tree.put(TreePath.of("sbin/init"), new Node.Fifo(Attributes.root(0777)));
        refused("init /sbin/init (/sbin/init) is not a file");
    }

    @Test
    void theScriptsAreShellThatBusyboxReads() throws IOException {
        Commands.require("busybox");
        program("sbin/init");
        place();
        for (var script : List.of(
                "/init",
                "/usr/lib/rackboot/phone-home",
                "/usr/lib/rackboot/udhcpc.script",
                "/usr/lib/rackboot/fail",
                "/usr/lib/rackboot/hand-over")) {
            Files.writeString(directory.resolve("script"), text(script));
            assertThat(text(script))
                    .startsWith("#!/usr/lib/rackboot/busybox sh\n")
                    .doesNotContainPattern("@[A-Z]+@");
            Commands.run(directory, "busybox sh -n script");
        }
    }

    @ParameterizedTest
    @EnumSource(RootWay.class)
    void eachWayToTheRootIsAScriptOfItsOwn(RootWay way) throws IOException {
        Commands.require("busybox");
        program("sbin/init");
        var program = new EarlyUserland(new Tools(new byte[] {1}), _ -> {}).place(tree, "/sbin/init");
        var stage = new FirstProgram("demo.1", List.of(), Drivers.NAMED, way, "")
                .stage(program, new Tools(new byte[] {1}), "abc 5 root.x");
        var init = ContentReader.text(
                ((Node.RegularFile) stage.at(TreePath.of("init")).orElseThrow()).content());
        assertThat(init).contains("\nreach_root() {", "\nleave_first_stage() {", "\nbecome_init() {");
        assertThat(init).doesNotContainPattern("@[A-Z]+@");
        Files.writeString(directory.resolve("script"), init);
        Commands.run(directory, "busybox sh -n script");
        assertThat(stage.nodes().keySet().toString())
                .isEqualTo(
                        "[/, /dev, /dev/console, /dev/null, /etc, /init, /newroot, /proc, /run, /sys, /usr, /usr/lib,"
                                + " /usr/lib/rackboot, /usr/lib/rackboot/busybox, /usr/lib/rackboot/fail,"
                                + " /usr/lib/rackboot/fstab, /usr/lib/rackboot/hand-over, /usr/lib/rackboot/modules,"
                                + " /usr/lib/rackboot/phone-home, /usr/lib/rackboot/root, /usr/lib/rackboot/udhcpc.script]");
    }

    @Test
    void aBusyboxThatNeedsLibrariesIsRefused() throws IOException {
        Commands.require("busybox");
        assertThat(StaticProgram.read(Path.of("/bin/busybox")).length).isGreaterThan(100_000);
        assertThatThrownBy(() -> StaticProgram.read(Path.of("/bin/ls")))
                .hasMessageContaining("/bin/ls: is dynamically linked; /init needs a static busybox");
        var text = Files.writeString(directory.resolve("text"), "x".repeat(100));
        assertThatThrownBy(() -> StaticProgram.read(text)).hasMessage(text + ": is not an ELF program");
    }

    private void place() throws IOException {
        var program = new EarlyUserland(new Tools(new byte[] {1}), _ -> {}).place(tree, "/sbin/init");
        new FirstProgram("demo.1", List.of("virtio_pci", "virtio_net"), Drivers.NAMED, RootWay.WHOLE, "")
                .place(tree, program);
    }

    private void refused(String why) {
        assertThatThrownBy(this::place)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(why);
    }

    private void program(String path) throws IOException {
        tree.put(TreePath.of(path), Node.file(Attributes.root(0755), Content.text("program")));
    }

    private void link(String path, String target) throws IOException {
        tree.put(TreePath.of(path), new Node.SymbolicLink(Attributes.root(0777), target));
    }

    private String text(String path) throws IOException {
        return switch (tree.resolve(path)) {
            case Resolution.Found found
            when found.node() instanceof Node.RegularFile file -> ContentReader.text(file.content());
            case Resolution other -> throw new AssertionError(path + ": " + other);
        };
    }
}
