package io.rackboot.boot.script;

import static io.rackboot.boot.script.Scripts.assertRenders;
import static io.rackboot.boot.script.Scripts.hold;
import static io.rackboot.boot.script.Scripts.initrd;
import static io.rackboot.boot.script.Scripts.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {
    private static final String[] HOSTILE = {
        "a=1&b=2;c|d && || ; #x y#z", "\"two  words\"", "name=\"a  b\"", "it's", "back\\slash", "$HOME"
    };

    @Test
    void ipxeBoots() throws IOException {
        var answer = new Answer.Boot(plan(Optional.of(initrd()), "console=ttyS0 quiet"));
        assertRenders(Dialect.IPXE, answer, "boot.ipxe");
    }

    @Test
    void autoexecConfiguresTheNetworkFirst() throws IOException {
        var answer = new Answer.Boot(plan(Optional.of(initrd()), "console=ttyS0", "quiet"));
        assertRenders(Dialect.IPXE_AUTOEXEC, answer, "autoexec.ipxe");
    }

    @Test
    void ipxeBootsWithoutInitrd() throws IOException {
        assertRenders(Dialect.IPXE, new Answer.Boot(plan(Optional.empty())), "no-initrd.ipxe");
    }

    @Test
    void ipxeKeepsArgumentsThatLookLikeCommands() throws IOException {
        assertRenders(Dialect.IPXE, new Answer.Boot(plan(Optional.of(initrd()), HOSTILE)), "hostile-arguments.ipxe");
    }

    @Test
    void ipxeHolds() throws IOException {
        assertRenders(Dialect.IPXE, hold(), "hold.ipxe");
    }

    @Test
    void grubBoots() throws IOException {
        var answer = new Answer.Boot(plan(Optional.of(initrd()), "console=ttyS0 quiet"));
        assertRenders(Dialect.GRUB, answer, "boot.grub.cfg");
    }

    @Test
    void grubQuotes() throws IOException {
        var answer = new Answer.Boot(plan(Optional.empty(), "a=1&b=2;c|d", "\"two  words\"", "name=\"a  b\"", "$HOME"));
        assertRenders(Dialect.GRUB, answer, "quoted-arguments.grub.cfg");
    }

    @Test
    void grubHolds() throws IOException {
        assertRenders(Dialect.GRUB, hold(), "hold.grub.cfg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "back\\slash", "a\"b\"c"})
    void grubObjectsToWhatItWouldChange(String argument) {
        assertThat(Dialect.GRUB.objection(plan(Optional.empty(), argument)).orElseThrow())
                .startsWith("GRUB cannot hand the kernel argument " + argument + " on unchanged");
        assertThat(Dialect.IPXE.objection(plan(Optional.empty(), argument))).isEmpty();
        assertThat(Dialect.PXELINUX.objection(plan(Optional.empty(), argument))).isEmpty();
    }

    @Test
    void pxelinuxBoots() throws IOException {
        var answer = new Answer.Boot(plan(Optional.of(initrd()), "console=ttyS0 quiet"));
        assertRenders(Dialect.PXELINUX, answer, "boot.pxelinux.cfg");
    }

    @Test
    void pxelinuxHolds() throws IOException {
        assertRenders(Dialect.PXELINUX, hold(), "hold.pxelinux.cfg");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void commandLinesThatLinuxWouldCutAreObjectedTo(Dialect dialect) {
        var room = BootPlan.LONGEST_COMMAND_LINE - dialect.commandLineLength(plan(Optional.of(initrd()))) - 1;

        assertThat(dialect.objection(plan(Optional.of(initrd()), "x".repeat(room))))
                .isEmpty();
        assertThat(dialect.objection(plan(Optional.of(initrd()), "x".repeat(room + 1))))
                .contains("the kernel's command line has 2048 characters, Linux takes 2047");
    }

    @ParameterizedTest
    @CsvSource({"IPXE, 135", "IPXE_AUTOEXEC, 135", "GRUB, 249", "PXELINUX, 380"})
    void whatALoaderAddsCounts(Dialect dialect, int length) {
        assertThat(dialect.commandLineLength(plan(Optional.of(initrd())))).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x\nboot", "../vmlinuz", "vm/linuz", "", "ümlaut", "a;b", ".hidden"})
    void namesThatNeedQuotingGiveWayToTheRole(String name) {
        var artifact = new Artifact(FileRole.KERNEL, name, 1, "1".repeat(64), URI.create("http://x/"));
        assertThat(PlannedFile.of(artifact)).isEqualTo(new PlannedFile("1".repeat(64), "kernel"));
    }
}
