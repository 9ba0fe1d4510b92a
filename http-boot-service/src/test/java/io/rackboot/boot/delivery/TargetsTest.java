package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.delivery.Addressee.ByAddress;
import io.rackboot.boot.delivery.Addressee.ByClient;
import io.rackboot.boot.delivery.Addressee.ByMac;
import io.rackboot.boot.delivery.Addressee.ByUuid;
import io.rackboot.boot.delivery.Target.ImageFile;
import io.rackboot.boot.delivery.Target.LoaderFile;
import io.rackboot.boot.delivery.Target.Script;
import io.rackboot.boot.script.Dialect;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final ByMac MACHINE = new ByMac(new MachineId("525400a1b2c3"));
    private static final ByClient CLIENT = new ByClient();

    @TestFactory
    Stream<DynamicTest> pathsMean() {
        return Map.<String, Target>ofEntries(
                        inMachine("boot.ipxe", Dialect.IPXE),
                        inMachine("autoexec.ipxe", Dialect.IPXE_AUTOEXEC),
                        inMachine("grub.cfg", Dialect.GRUB),
                        inMachine("grub/grub.cfg", Dialect.GRUB),
                        inMachine("grub/grub.cfg-01-52-54-00-a1-b2-c3", Dialect.GRUB),
                        inMachine("grub.cfg-C0A84D", Dialect.GRUB),
                        inMachine("pxelinux.cfg/default", Dialect.PXELINUX),
                        inMachine("pxelinux.cfg/C0A84D64", Dialect.PXELINUX),
                        Map.entry("boot/525400a1b2c3/snponly.efi", new LoaderFile("snponly.efi", MACHINE)),
                        Map.entry("boot/52:54:00:A1:B2:C3/snponly.efi", new LoaderFile("snponly.efi", MACHINE)),
                        Map.entry(
                                "boot/525400a1b2c3/grub/x86_64-efi/normal.mod",
                                new LoaderFile("grub/x86_64-efi/normal.mod", MACHINE)),
                        Map.entry("boot/525400a1b2c3/artifacts/" + SHA + "/vmlinuz", new ImageFile(SHA, MACHINE)),
                        Map.entry("artifacts/" + SHA + "/vmlinuz", new ImageFile(SHA, CLIENT)),
                        outside("autoexec.ipxe", Dialect.IPXE_AUTOEXEC, CLIENT),
                        outside("pxelinux.cfg/01-52-54-00-a1-b2-c3", Dialect.PXELINUX, MACHINE),
                        outside("pxelinux.cfg/01-52-54-00-A1-B2-C3", Dialect.PXELINUX, MACHINE),
                        outside(
                                "pxelinux.cfg/4c4c4544-0077-4a10-8031-b4c04f4c4d32",
                                Dialect.PXELINUX,
                                new ByUuid(UUID.fromString("4c4c4544-0077-4a10-8031-b4c04f4c4d32"))),
                        outside("pxelinux.cfg/C0A84D64", Dialect.PXELINUX, new ByAddress(new Ipv4("192.168.77.100"))),
                        outside("pxelinux.cfg/FFFFFFFF", Dialect.PXELINUX, new ByAddress(new Ipv4("255.255.255.255"))),
                        outside("pxelinux.cfg/C0A84D6", Dialect.PXELINUX, CLIENT),
                        outside("pxelinux.cfg/default", Dialect.PXELINUX, CLIENT),
                        outside("grub/grub.cfg", Dialect.GRUB, CLIENT),
                        outside("grub.cfg-01-52-54-00-a1-b2-c3", Dialect.GRUB, MACHINE),
                        outside("grub/grub.cfg-C0A84D64", Dialect.GRUB, new ByAddress(new Ipv4("192.168.77.100"))),
                        Map.entry("tftp/undionly.kpxe", new LoaderFile("undionly.kpxe", CLIENT)))
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Targets.of(List.of(entry.getKey().split("/"))))
                                .contains(entry.getValue())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot",
                "boot/525400a1b2c3",
                "boot/unknown/boot.ipxe",
                "boot/525400a1b2/boot.ipxe",
                "boot/525400a1b2c3ff/boot.ipxe",
                "boot/525400a1b2c3/artifacts",
                "boot/525400a1b2c3/artifacts/abc/vmlinuz",
                "boot/525400a1b2c3/artifacts/0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef/vmlinuz",
                "artifacts/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "artifacts/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/a/b",
                "tftp",
                "q/health"
            })
    void otherPathsMeanNothing(String path) {
        assertThat(Targets.of(List.of(path.split("/")))).isEmpty();
    }

    private static Map.Entry<String, Target> inMachine(String path, Dialect dialect) {
        return Map.entry("boot/525400a1b2c3/" + path, new Script(dialect, MACHINE, Optional.empty()));
    }

    private static Map.Entry<String, Target> outside(String path, Dialect dialect, Addressee addressee) {
        return Map.entry("tftp/" + path, new Script(dialect, addressee, Optional.of(path)));
    }
}
