package io.rackboot.image.boottest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final Machine MACHINE = new Machine(
            new BootTestSettings(
                    1L << 30,
                    Duration.ofMinutes(5),
                    List.of(Accelerator.TCG),
                    "virtio-net-pci",
                    Path.of("/opt/a,b/busybox")),
            Accelerator.TCG,
            Path.of("/work/x"),
            4711,
            OptionalInt.empty());

    @Test
    void itReachesNothingButItsServer() {
        var program = MACHINE.loaded(
                new TrialBoot.Loaded(
                        Path.of("/kernel"),
                        Optional.of(Path.of("/initrd")),
                        List.of("quiet"),
                        Optional.of("root.squashfs"),
                        Map.of(),
                        Optional.empty()),
                "secret");
        assertThat(program.command())
                .startsWith("setpriv", "--no-new-privs", "--", "prlimit", "--as=4294967296", "--core=0", "--")
                .containsSequence(
                        "-netdev",
                        "user,id=net,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:/opt/a,,b/busybox nc 127.0.0.1 4711")
                .containsSequence("-kernel", "/kernel", "-initrd", "/initrd")
                .containsSequence(
                        "-append",
                        "quiet console=ttyS0 panic=-1 rackboot.root=http://10.0.2.100/secret/root.squashfs"
                                + " rackboot.phone-home=http://10.0.2.100/secret/phone-home rackboot.token=secret")
                .doesNotContain("-drive");
    }

    @Test
    void aRootOnAnNfsServerIsReachedAtAnAddressOfItsOwn() {
        var machine = new Machine(MACHINE.settings(), Accelerator.TCG, Path.of("/work/x"), 4711, OptionalInt.of(4712));
        var boot = new TrialBoot.Loaded(
                Path.of("/kernel"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.of(Path.of("/root.tar.zst")));
        assertThat(machine.loaded(boot, "secret").command())
                .contains("user,id=net,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:/opt/a,,b/busybox nc 127.0.0.1 4711,"
                        + "guestfwd=tcp:10.0.2.101:2049-cmd:/opt/a,,b/busybox nc 127.0.0.1 4712")
                .contains("console=ttyS0 panic=-1 rackboot.nfs=10.0.2.101:/root"
                        + " rackboot.phone-home=http://10.0.2.100/secret/phone-home rackboot.token=secret");
    }

    @Test
    void aDiskCannotBeWritten() {
        assertThat(MACHINE.stick(new TrialBoot.Stick(Path.of("/disk"))).command())
                .contains("if=none,id=stick,format=raw,readonly=on,file=/disk");
    }
}
