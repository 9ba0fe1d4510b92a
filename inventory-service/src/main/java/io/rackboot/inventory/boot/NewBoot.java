package io.rackboot.inventory.boot;

import io.rackboot.events.BootClient;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.Stage;
import io.rackboot.events.TransferOutcome;
import java.time.Duration;
import java.time.Instant;

/// Whether something that happened belongs to the boot that stands or is the beginning of a new one.
///
/// A chain from firmware to loader is one boot: firmware asks, is given iPXE, and iPXE asks again for itself. What
/// cannot be the same boot is firmware that asks after its loader was delivered, anything after an end, and a request
/// after a long silence.
final class NewBoot {
    /// Firmware gives up after about a minute of retries, and asks anew with its next turn.
    static final Duration SILENCE = Duration.ofMinutes(3);
    /// How far the clocks of a rack's services may differ.
    static final Duration SKEW = Duration.ofSeconds(1);

    private NewBoot() {}

    /// {@return whether this request is a new power on}
    static boolean isBegunBy(Boot boot, Happening.Requested request, Instant time) {
        if (!boot.state().open() || Duration.between(boot.last(), time).compareTo(SILENCE) > 0) {
            return true;
        }
        var stage = boot.stage();
        return switch (request.client()) {
            case PXE, HTTP, BOOTP, OTHER -> stage.compareTo(deliveredTo(request.firmware())) >= 0;
            case IPXE -> stage.compareTo(burnedIn(boot) ? Stage.SCRIPT : Stage.STARTED) >= 0;
            case GRUB -> stage.compareTo(Stage.STARTED) >= 0;
        };
    }

    /// U-Boot fetches its own boot.scr and then asks again as the EFI PXE client that it also is.
    private static Stage deliveredTo(Firmware firmware) {
        return firmware == Firmware.U_BOOT ? Stage.KERNEL : Stage.LOADER;
    }

    private static boolean burnedIn(Boot boot) {
        return boot.firstClient().filter(client -> client == BootClient.IPXE).isPresent();
    }

    /// {@return whether this shows that a machine boots whose request was never heard of, because another DHCP server
    /// answered it or because the fact is late}
    static boolean isBegunUnasked(Happening what) {
        return switch (what) {
            case Happening.Requested _, Happening.Started _, Happening.Completed _, Happening.GaveUp _ -> true;
            case Happening.Leased lease -> lease.bootFile().isPresent();
            case Happening.Fetched file -> file.outcome() == TransferOutcome.COMPLETE && starts(file.role());
            case Happening.Refused _ -> true;
            case Happening.Overdue _, Happening.CutShort _ -> false;
        };
    }

    /// {@return whether this, after the boot's end, is a new boot whose request was never heard of}
    static boolean isBegunUnasked(Boot ended, Happening what, Instant time) {
        var late = !time.isAfter(ended.last().plus(SKEW));
        return switch (what) {
            case Happening.Fetched _, Happening.Started _ -> !late && isBegunUnasked(what);
            case Happening.Leased _,
                    Happening.Requested _,
                    Happening.Completed _,
                    Happening.GaveUp _,
                    Happening.Refused _,
                    Happening.Overdue _,
                    Happening.CutShort _ -> false;
        };
    }

    private static boolean starts(FileRole role) {
        return switch (role) {
            case LOADER, SCRIPT, KERNEL, UNIFIED_KERNEL, DISK -> true;
            case INITRD, ROOT, SIGNATURE, MANIFEST, OTHER -> false;
        };
    }
}
