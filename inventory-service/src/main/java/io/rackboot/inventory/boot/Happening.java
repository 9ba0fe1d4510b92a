package io.rackboot.inventory.boot;

import io.rackboot.events.BootClient;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.Ipv4;
import io.rackboot.events.PowerState;
import io.rackboot.events.Stage;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.BootFailed;
import io.rackboot.events.fact.BootLooped;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.BootStalled;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.KernelStarted;
import io.rackboot.events.fact.LeaseDeclined;
import io.rackboot.events.fact.LeaseExpired;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseReleased;
import io.rackboot.events.fact.LeaseRenewed;
import io.rackboot.events.fact.MachineChanged;
import io.rackboot.events.fact.MachineDiscovered;
import io.rackboot.events.fact.PowerChanged;
import io.rackboot.events.fact.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one fact means to the boot of its machine.
public sealed interface Happening {

    /// The machine asked for an address and a boot file.
    record Requested(BootClient client, Firmware firmware, int architecture, String vendorClass) implements Happening {}

    /// It was given an address, for the first time or again.
    record Leased(Ipv4 address, Optional<String> bootFile) implements Happening {}

    /// One transfer ended.
    ///
    /// @param duration from the request to the last acknowledged byte
    record Fetched(
            String path,
            FileRole role,
            TransferProtocol protocol,
            long bytes,
            Duration duration,
            TransferOutcome outcome)
            implements Happening {}

    /// A service said no.
    record Refused(Emitter service, String reason, String detail) implements Happening {}

    /// Its kernel runs.
    ///
    /// @param boot the boot's public id
    record Started(String boot, String image, Duration uptime) implements Happening {}

    /// Its system is up.
    ///
    /// @param boot the boot's public id
    record Completed(String boot, String image, Duration uptime) implements Happening {}

    /// Its init gave up.
    ///
    /// @param boot the boot's public id
    record GaveUp(String boot, String image, Stage stage, String reason, String log) implements Happening {}

    /// A stage outlived its deadline.
    record Overdue(Stage stage, Instant since, Duration deadline) implements Happening {}

    /// The boot was cut short from outside: power, or the machine's own new start.
    record CutShort(String reason) implements Happening {}

    /// {@return what the fact means, or empty where it says nothing of a boot}
    static Optional<Happening> of(BootFact fact) {
        return switch (fact) {
            case BootRequested f ->
                Optional.of(new Requested(f.client(), f.firmware(), f.architecture(), f.vendorClass()));
            case LeaseGranted f -> Optional.of(new Leased(f.address(), f.bootFile()));
            case LeaseRenewed f -> Optional.of(new Leased(f.address(), Optional.empty()));
            case FileFetched f ->
                Optional.of(new Fetched(f.path(), f.role(), f.protocol(), f.bytes(), f.duration(), f.outcome()));
            case RequestRefused f -> Optional.of(new Refused(f.service(), f.reason(), f.detail()));
            case KernelStarted f -> Optional.of(new Started(f.boot(), f.image(), f.uptime()));
            case BootComplete f -> Optional.of(new Completed(f.boot(), f.image(), f.uptime()));
            case BootFailed f -> Optional.of(new GaveUp(f.boot(), f.image(), f.stage(), f.reason(), f.log()));
            case BootStalled f -> Optional.of(new Overdue(f.stage(), f.since(), f.deadline()));
            case PowerChanged f -> power(f.state());
            case LeaseReleased _,
                    LeaseExpired _,
                    LeaseDeclined _,
                    BootLooped _,
                    MachineDiscovered _,
                    MachineChanged _ -> Optional.empty();
        };
    }

    private static Optional<Happening> power(PowerState state) {
        return switch (state) {
            case ON -> Optional.of(new CutShort("switched on again"));
            case OFF -> Optional.of(new CutShort("switched off"));
            case OTHER -> Optional.empty();
        };
    }

    /// {@return the stage that a boot has reached by this, or empty where it is no progress}
    default Optional<Stage> reaches() {
        return switch (this) {
            case Requested _ -> Optional.of(Stage.REQUESTED);
            case Leased _ -> Optional.of(Stage.LEASED);
            case Fetched f when f.outcome() == TransferOutcome.COMPLETE -> stageOf(f.role());
            case Fetched _, Refused _, GaveUp _, Overdue _, CutShort _ -> Optional.empty();
            case Started _ -> Optional.of(Stage.STARTED);
            case Completed _ -> Optional.of(Stage.COMPLETE);
        };
    }

    /// {@return the boot's public id, where the fact carries it}
    default Optional<String> bootId() {
        return switch (this) {
            case Started f -> Optional.of(f.boot());
            case Completed f -> Optional.of(f.boot());
            case GaveUp f -> Optional.of(f.boot());
            case Requested _, Leased _, Fetched _, Refused _, Overdue _, CutShort _ -> Optional.empty();
        };
    }

    /// {@return the image, as `name.version`, where the fact carries it}
    default Optional<String> runs() {
        return switch (this) {
            case Started f -> Optional.of(f.image());
            case Completed f -> Optional.of(f.image());
            case GaveUp f -> Optional.of(f.image());
            case Requested _, Leased _, Fetched _, Refused _, Overdue _, CutShort _ -> Optional.empty();
        };
    }

    /// {@return the address given, where it is a lease}
    default Optional<Ipv4> given() {
        return this instanceof Leased lease ? Optional.of(lease.address()) : Optional.empty();
    }

    /// {@return whether a second one soon after is a repetition that people need to see only as a count}
    default boolean repeats(Happening earlier) {
        return switch (this) {
            case Requested now -> earlier instanceof Requested then && then.client() == now.client();
            case Leased now -> earlier instanceof Leased then && then.address().equals(now.address());
            case Fetched now ->
                earlier instanceof Fetched then && then.path().equals(now.path()) && then.outcome() == now.outcome();
            case Refused now ->
                earlier instanceof Refused then
                        && then.service() == now.service()
                        && then.reason().equals(now.reason());
            case Started _, Completed _, GaveUp _, Overdue _, CutShort _ -> false;
        };
    }

    private static Optional<Stage> stageOf(FileRole role) {
        return switch (role) {
            case LOADER -> Optional.of(Stage.LOADER);
            case SCRIPT -> Optional.of(Stage.SCRIPT);
            case KERNEL, INITRD, ROOT, UNIFIED_KERNEL, DISK -> Optional.of(Stage.KERNEL);
            case SIGNATURE, MANIFEST, OTHER -> Optional.empty();
        };
    }
}
