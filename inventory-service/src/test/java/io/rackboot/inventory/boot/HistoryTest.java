package io.rackboot.inventory.boot;

import static io.rackboot.inventory.boot.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.PowerState;
import io.rackboot.events.Stage;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.fact.MachineChanged;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTest {

    @Test
    void aBiosMachineWithAnIpxeRomComesUp() {
        var boot = Played.only(Story.begin().bios(0, "b1"));

        assertThat(boot.firmware()).isEqualTo(Firmware.BIOS);
        assertThat(boot.state()).isEqualTo(new BootState.Complete(at(6.2), Duration.ofMillis(2100)));
        assertThat(boot.total()).contains(Duration.ofMillis(6200));
        assertThat(boot.address()).contains(Story.ADDRESS);
        assertThat(boot.image()).contains(Story.IMAGE);
        assertThat(Played.steps(boot))
                .containsExactly("requested", "leased", "fetched", "fetched", "fetched", "kernel-started", "complete");
        assertThat(boot.stages())
                .isEqualTo(Map.of(
                        Stage.REQUESTED, at(0),
                        Stage.LEASED, at(0.1),
                        Stage.SCRIPT, at(0.4),
                        Stage.KERNEL, at(2.0),
                        Stage.STARTED, at(5.5),
                        Stage.COMPLETE, at(6.2)));
    }

    @Test
    void theLoadersOwnRequestContinuesTheFirmwaresBoot() {
        var boot = Played.only(Story.begin().uefi(0, "b1"));

        assertThat(boot.firmware()).isEqualTo(Firmware.UEFI);
        assertThat(boot.total()).contains(Duration.ofMillis(11_800));
        assertThat(Played.steps(boot))
                .containsExactly(
                        "requested",
                        "leased",
                        "fetched",
                        "fetched",
                        "requested",
                        "leased",
                        "fetched",
                        "fetched",
                        "fetched",
                        "kernel-started",
                        "complete");
        assertThat(boot.stages()).containsEntry(Stage.LOADER, at(4.4)).containsEntry(Stage.LEASED, at(4.0));
    }

    @Test
    void anHttpBootThatGoesOnInIpxeStaysOne() {
        var boot = Played.only(Story.begin().uefiHttp(0, "b1"));

        assertThat(boot.firmware()).isEqualTo(Firmware.UEFI_HTTP);
        assertThat(boot.total()).contains(Duration.ofMillis(11_900));
    }

    @Test
    void repeatedDiscoversAreOneStepWithACount() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .requested(1, Firmware.BIOS, BootClient.IPXE)
                .requested(3, Firmware.BIOS, BootClient.IPXE)
                .leased(3.2, "boot.ipxe"));

        assertThat(boot.steps()).hasSize(2);
        assertThat(boot.steps().getFirst().count()).isEqualTo(3);
        assertThat(boot.steps().getFirst().last()).isEqualTo(at(3));
        assertThat(boot.state()).isEqualTo(new BootState.Running(Stage.LEASED, at(3.2)));
    }

    @Test
    void firmwareThatGoesFromPxeToHttpIsStillTheSamePowerOn() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .requested(4, Firmware.UEFI, BootClient.PXE)
                .requested(70, Firmware.UEFI_HTTP, BootClient.HTTP));

        assertThat(boot.firmware()).isEqualTo(Firmware.UEFI);
        assertThat(boot.steps()).hasSize(2);
    }

    @Test
    void uBootAsksTwiceAsTwoClients() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.U_BOOT, BootClient.PXE)
                .leased(0.2, "boot.scr.uimg")
                .fetched(0.5, FileRole.SCRIPT, "525400123456/boot.scr.uimg", 300)
                .requested(2, Firmware.U_BOOT, BootClient.PXE));

        assertThat(boot.firmware()).isEqualTo(Firmware.U_BOOT);
        assertThat(boot.state().open()).isTrue();
    }

    @Test
    void everyPowerOnAfterACompleteBootIsANewOne() {
        var history = Played.events(
                Story.begin().bios(0, "b1").bios(100, "b2").bios(200, "b3").events());

        assertThat(history.boots()).extracting(Boot::start).containsExactly(at(0), at(100), at(200));
        assertThat(history.boots()).allSatisfy(boot -> assertThat(boot.state()).isInstanceOf(BootState.Complete.class));
    }

    @Test
    void aRequestInTheMiddleOfABootIsANewPowerOn() {
        var history = Played.events(Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .leased(0.1, "boot.ipxe")
                .fetched(0.4, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .bios(20, "b2")
                .events());

        assertThat(history.boots())
                .extracting(Boot::state)
                .containsExactly(
                        new BootState.Failed(Stage.SCRIPT, at(20), "started again at stage script"),
                        new BootState.Complete(at(26.2), Duration.ofMillis(2100)));
    }

    @Test
    void firmwareAfterItsLoaderIsANewPowerOn() {
        var history = Played.events(Story.begin()
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .leased(4, "snponly.efi")
                .fetched(4.4, FileRole.LOADER, "525400123456/snponly.efi", 250_000)
                .requested(30, Firmware.UEFI, BootClient.PXE)
                .events());

        assertThat(history.boots()).extracting(Boot::start).containsExactly(at(0), at(30));
    }

    @Test
    void anAbortedLoaderIsNoProgressAndTheNextRequestARetry() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .leased(4, "snponly.efi")
                .fetched(4.4, FileRole.LOADER, "525400123456/snponly.efi", 100, TransferOutcome.ABORTED)
                .requested(30, Firmware.UEFI, BootClient.PXE));

        assertThat(boot.stage()).isEqualTo(Stage.LEASED);
    }

    @Test
    void aRequestAfterALongSilenceIsANewPowerOn() {
        var history = Played.events(Story.begin()
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .requested(200, Firmware.UEFI, BootClient.PXE)
                .events());

        assertThat(history.boots()).hasSize(2);
    }

    @Test
    void ipxeThatTriesAgainBehindFirmwareStaysInItsBoot() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .leased(4, "snponly.efi")
                .fetched(4.4, FileRole.LOADER, "525400123456/snponly.efi", 250_000)
                .requested(6, Firmware.UEFI, BootClient.IPXE)
                .fetched(7, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .requested(17, Firmware.UEFI, BootClient.IPXE));

        assertThat(boot.stage()).isEqualTo(Stage.SCRIPT);
    }

    @Test
    void anUnknownMachineAsksAgainAndAgainAndItsStoryStaysShort() {
        var story = Story.begin().requested(0, Firmware.BIOS, BootClient.IPXE).leased(0.1, "boot.ipxe");
        for (var i = 0; i < 1000; i++) {
            story.fetched(1 + i * 10, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 300);
            if (i % 6 == 0) {
                story.refused(1.1 + i * 10, Emitter.HTTP, "unknown-machine");
            }
        }
        var boot = Played.only(story);

        assertThat(Played.steps(boot)).containsExactly("requested", "leased", "fetched", "refused");
        assertThat(boot.steps()).extracting(Step::count).containsExactly(1, 1, 1000, 167);
        assertThat(boot.facts()).hasSizeLessThanOrEqualTo(Boot.FACTS);
        assertThat(boot.state()).isEqualTo(new BootState.Running(Stage.SCRIPT, at(1)));
    }

    @Test
    void aMachineThatFetchesWithoutEndKeepsABoundedStoryAndItsEnd() {
        var story = Story.begin().requested(0, Firmware.BIOS, BootClient.IPXE);
        for (var i = 0; i < 5000; i++) {
            story.fetched(1 + i * 0.01, FileRole.SCRIPT, "/boot/525400123456/" + i, 300);
        }
        var boot = Played.only(story.started(60, "b1").complete(61, "b1"));

        assertThat(boot.steps()).hasSizeLessThanOrEqualTo(Boot.STEPS + 2);
        assertThat(boot.total()).contains(Duration.ofSeconds(61));
    }

    @Test
    void aFailedBootNamesItsStageAndReason() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .fetched(1, FileRole.KERNEL, "/vmlinuz", 8)
                .started(5, "b1")
                .failed(6, "b1", Stage.STARTED, "no root device"));

        assertThat(boot.state()).isEqualTo(new BootState.Failed(Stage.STARTED, at(6), "no root device"));
        assertThat(boot.total()).contains(Duration.ofSeconds(6));
    }

    @Test
    void aStalledBootGoesOnWhenTheMachineComes() {
        var story = Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .leased(0.1, "boot.ipxe")
                .stalled(60.1, Stage.LEASED, 0.1, Duration.ofMinutes(1));
        assertThat(Played.only(story).state())
                .isEqualTo(new BootState.Stalled(Stage.LEASED, at(0.1), Duration.ofMinutes(1)));

        story.fetched(80, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900);
        assertThat(Played.only(story).state()).isEqualTo(new BootState.Running(Stage.SCRIPT, at(80)));
    }

    @Test
    void aStallThatWasSaidInIgnoranceOfProgressIsNone() {
        var boot = Played.only(Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .leased(59, "boot.ipxe")
                .stalled(60, Stage.REQUESTED, 0, Duration.ofMinutes(1)));

        assertThat(boot.state()).isEqualTo(new BootState.Running(Stage.LEASED, at(59)));
    }

    @ParameterizedTest
    @EnumSource(
            value = PowerState.class,
            names = {"ON", "OFF"})
    void powerEndsABoot(PowerState power) {
        var boot = Played.only(
                Story.begin().requested(0, Firmware.BIOS, BootClient.IPXE).power(9, power));

        assertThat(boot.state()).isInstanceOf(BootState.Failed.class);
    }

    @Test
    void aBootWhoseDhcpServerIsAnothersBeginsWithItsFirstFile() {
        var boot = Played.only(Story.begin()
                .fetched(0, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .fetched(1, FileRole.KERNEL, "/vmlinuz", 8)
                .started(4, "b1")
                .complete(5, "b1"));

        assertThat(boot.firmware()).isEqualTo(Firmware.OTHER);
        assertThat(boot.total()).contains(Duration.ofSeconds(5));
    }

    @Test
    void userlandsLeaseAfterTheBootChangesNothing() {
        var events = Story.begin().bios(0, "b1").plainLease(9).renewed(1800).events();

        assertThat(Played.events(events)).isEqualTo(Played.events(events.subList(0, 7)));
    }

    @Test
    void aPlainLeaseIsNoBoot() {
        assertThat(Played.events(Story.begin().plainLease(0).events())).isEqualTo(History.NONE);
    }

    @Test
    void nothingButTheEndIsKnownOfABootFromBeforeTheWindow() {
        var boot = Played.only(Story.begin().complete(0, "b1"));

        assertThat(boot.state()).isInstanceOf(BootState.Complete.class);
        assertThat(boot.total()).isEmpty();
    }

    @Test
    void twentyBootsAreKept() {
        var story = Story.begin();
        for (var i = 0; i < 25; i++) {
            story.bios(i * 100, "b" + i);
        }
        var history = Played.events(story.events());

        assertThat(history.boots()).hasSize(20);
        assertThat(history.boots().getFirst().start()).isEqualTo(at(500));
        assertThat(history.boots().getLast().start()).isEqualTo(at(2400));
    }

    @Test
    void factsThatAreNoStepChangeNothing() {
        var history = Played.events(Story.begin().bios(0, "b1").events());
        var changed = new CloudEvent("x", "/test", at(3), new MachineChanged(Story.RACK, Story.MACHINE, 4));

        assertThat(history.apply(changed)).isSameAs(history);
    }
}
