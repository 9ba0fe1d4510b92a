package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.bootstrap.DebianRepository;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.store.DiskFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in a root of busybox.
class StepsTest {
    @TempDir
    Path directory;

    private Workshop workshop;

    @BeforeEach
    void root() throws IOException {
        Commands.require("busybox", "cpio", "zstd", "unshare", "setpriv", "tar");
        Commands.requireRoot("has all namespaces without /etc/subuid");
        workshop = new Workshop(directory);
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc root/dev && cp /bin/busybox root/bin && cd root &&"
                        + "for a in sh cat ls mount touch mkdir stat ps sleep ln; do ln -s busybox bin/$a; done &&"
                        + "ln -s ../bin/busybox sbin/init && echo keep > etc/resolv.conf && mknod dev/x c 1 3 &&"
                        + "echo a > first && ln first second && chown 1234:5678 first && setfattr -n user.k -v v first");
    }

    @AfterEach
    void stop() throws IOException {
        workshop.close();
    }

    @Test
    void commandsFindWhatTheyExpectAndLeaveOnlyWhatTheyMade() throws Exception {
        Commands.require("setfattr");
        var root = workshop.unpacked(workshop.build("""
                root: {directory: %s/root}
                files: [{path: /etc/given, text: from the specification}]
                hostName: node
                commands:
                  - |
                    mount > /mounts
                    ls /dev > /devices
                    cat /etc/given /etc/resolv.conf > /seen
                    ps > /processes
                    touch /tmp/gone /run/gone
                    (sleep 1000 &)
                  - [touch, "/a name; with $signs"]
                """.formatted(directory)));
        assertThat(Files.readString(root.resolve("seen")))
                .startsWith("from the specification")
                .doesNotContain("keep");
        assertThat(Files.readString(root.resolve("mounts"))).contains("proc on /proc ", "tmp on /tmp type tmpfs");
        assertThat(Files.readAllLines(root.resolve("devices")))
                .contains("null", "pts", "shm")
                .doesNotContain("x");
        assertThat(Files.readString(root.resolve("processes"))).doesNotContain("java");
        assertThat(Files.readString(root.resolve("etc/resolv.conf"))).isEqualTo("keep\n");
        assertThat(root.resolve("a name; with $signs")).exists();
        assertThat(root.resolve("usr/sbin/policy-rc.d")).doesNotExist();
        assertThat(root.resolve("tmp")).isEmptyDirectory();
        assertThat(Commands.run(root, "stat -c '%u:%g %h %n' first second; stat -c %t:%T dev/x"))
                .isEqualTo("1234:5678 2 first\n1234:5678 2 second\n1:3\n");
        assertThat(Commands.run(root, "ls etc/hostname")).isEqualTo("etc/hostname\n");
        assertThat(workshop.left()).isEmpty();
    }

    @Test
    void theMachineIsOutOfReachOfACommand() throws Exception {
        var marker = directory.resolve("marker");
        Files.writeString(marker, "of the machine");
        assertThatThrownBy(() -> workshop.build("""
                        root: {directory: %s/root}
                        commands: ["cat /dev/.host%s /../../../..%s /proc/1/root%s"]
                        """.formatted(directory, marker, marker, marker)))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessageContaining("No such file or directory");
        assertThat(workshop.log()).doesNotContain("of the machine");
    }

    @Test
    void aCommandIsRootOfItsRootAndNotOfTheMachine() throws Exception {
        var root = workshop.unpacked(workshop.build("""
                root: {directory: %s/root}
                commands:
                  - |
                    cat /proc/self/status > /status
                    cat /proc/self/mountinfo > /mounts
                    if echo changed > /proc/sys/kernel/hostname; then echo hostname >> /possible; fi
                    if [ -w /proc/sysrq-trigger ]; then echo sysrq >> /possible; fi
                    if busybox mknod /null c 1 3; then echo mknod >> /possible; fi
                    if mount -o remount,rw /sys; then echo remount >> /possible; fi
                    if mount -t tmpfs tmpfs /bin; then echo mount >> /possible; fi
                    if ls /proc/1/root/; then echo trace >> /possible; fi
                    touch /owned && busybox chown 12:34 /owned
                    busybox readlink /proc/self/fd/0 > /input
                """.formatted(directory)));
        assertThat(root.resolve("possible")).doesNotExist();
        assertThat(Files.readAllLines(root.resolve("status")))
                .contains(
                        "CapInh:\t0000000000000000",
                        "CapPrm:\t00000000a00405fb",
                        "CapEff:\t00000000a00405fb",
                        "CapBnd:\t00000000a00405fb");
        var mounts = Files.readAllLines(root.resolve("mounts"));
        assertThat(mounts)
                .filteredOn(line -> line.matches("\\S+ \\S+ \\S+ \\S+ (/sys|/sys/.*|/proc/sys) .*"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> line.matches("\\S+ \\S+ \\S+ \\S+ \\S+ ro,.*"));
        assertThat(mounts).anyMatch(line -> line.matches(".* /run .* tmpfs run rw,size=65536k.*"));
        assertThat(mounts).anyMatch(line -> line.matches(".* /dev/shm .* tmpfs shm rw,size=65536k.*"));
        assertThat(mounts).anyMatch(line -> line.matches(".* /tmp .* tmpfs tmp rw,size=[0-9]+k.*"));
        assertThat(Files.readString(root.resolve("input"))).isEqualTo("/dev/null\n");
        assertThat(Commands.run(root, "stat -c %u:%g owned")).isEqualTo("12:34\n");
    }

    @Test
    void aFailingOrCancelledCommandLeavesNothing() throws Exception {
        assertThatThrownBy(() -> workshop.build(
                        "root: {directory: %s/root}\ncommands: [\"cat /absent; true\"]\n".formatted(directory)))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage(
                        "in the root, 'cat /absent; true': unshare ended with 1: cat: can't open '/absent': No such file or"
                                + " directory");
        assertThat(workshop.left()).isEmpty();

        var cancelling = Thread.ofVirtual().start(() -> {
            while (!workshop.log().contains("ready")) {
                Thread.onSpinWait();
            }
            workshop.meter().cancel();
        });
        assertThatThrownBy(() -> workshop.build(
                        "root: {directory: %s/root}\ncommands: [\"echo ready; (sleep 1000 &); sleep 1000\"]\n"
                                .formatted(directory)))
                .isInstanceOf(CancelledBuildException.class);
        cancelling.join();
        assertThat(workshop.left()).isEmpty();
        workshop.close();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aCommandThatFillsTheDiskIsToldAsThat() throws Exception {
        var disk = Files.createDirectory(directory.resolve("disk"));
        Commands.mountTmpfs(directory, "disk", "size=24m");
        try (var small = new Workshop(disk)) {
            assertThatThrownBy(() -> small.build("""
                            root: {directory: %s/root}
                            commands: [[busybox, dd, if=/dev/zero, of=/big, bs=65536, count=1000]]
                            """.formatted(directory)))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageStartingWith("the disk of " + disk + " is full: the root could not be written");
        } finally {
            Commands.run(directory, "umount disk");
        }
    }

    @Test
    void aRootWhoseMountPointLeadsAwayRunsNoCommand() {
        Commands.run(directory, "rm -r root/dev && ln -s /dev root/dev");
        assertThatThrownBy(
                        () -> workshop.build("root: {directory: %s/root}\ncommands: [\"true\"]\n".formatted(directory)))
                .hasMessage("/dev: is not a directory; commands need one there");
    }

    @Test
    void aBuildBeyondItsBudgetFailsAndSaysWhatWouldHelp() {
        Commands.run(directory, "mkdir -p root/usr/share/man && head -c 5000 /dev/urandom > root/usr/share/man/page");
        var yaml = "root: {directory: %s/root}\n".formatted(directory);
        assertThatThrownBy(() -> workshop.build(yaml + "budget: {root: 100K}\n"))
                .hasMessageMatching("the root has [0-9]+ bytes, its budget is 102400; rules of `slim` would gain:"
                        + " documentation 5000");
        assertThatThrownBy(() -> workshop.build(yaml + "budget: {initrd: 100K}\nslim: [documentation]\n"))
                .hasMessageMatching("the initrd has [0-9]+ bytes, its budget is 102400");
        assertThat(workshop.log()).contains("slimming rule documentation: 5000 bytes");
    }

    @Test
    void packagesAreInstalledByTheRootsOwnApt() throws Exception {
        try (var repository = DebianRepository.in(Files.createDirectory(directory.resolve("repository")))) {
            base(repository);
            var root = workshop.unpacked(workshop.build("""
                    root: {directory: %s/base}
                    packages: [small]
                    commands: [[small]]
                    init: /usr/bin/small
                    """.formatted(directory)));
            assertThat(workshop.log()).contains("small 2.1");
            assertThat(root.resolve("usr/bin/small")).exists();
            assertThat(root.resolve("etc/ssh/ssh_host_test_key")).doesNotExist();
            assertThat(Commands.run(root, "ls var/lib/apt/lists")).doesNotContain("Packages");
        }
    }

    @Test
    void aLockPinsWhatTheRootsOwnAptInstalls() throws Exception {
        try (var repository = DebianRepository.in(Files.createDirectory(directory.resolve("repository")))) {
            base(repository);
            var yaml = "root: {directory: %s/base}\npackages: [small]\ninit: /usr/bin/small\n".formatted(directory);
            var first = workshop.build(yaml);
            var digests = first.stream().map(BuiltArtifact::sha256).toList();
            var lock = first.stream().filter(a -> a.name().equals("lock.json")).findFirst();
            Files.copy(lock.orElseThrow().file(), directory.resolve("lock"));
            repository.add("small", "2.2");
            var pinned = workshop.build(yaml + "lock: " + directory + "/lock\n");
            assertThat(pinned).extracting(BuiltArtifact::sha256).isEqualTo(digests);
        }
    }

    private void base(DebianRepository repository) {
        Commands.run(
                directory,
                "cp -a repository/base base && rm -r base/DEBIAN && mkdir base/var/lib/dpkg/updates"
                        + " base/var/lib/dpkg/info && touch base/var/lib/dpkg/status && echo '" + repository.line()
                        + "' > base/etc/apt/sources.list");
    }
}
