package io.rackboot.inventory.boot;

import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.PowerState;
import io.rackboot.events.Rack;
import io.rackboot.events.Stage;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.BootFailed;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.BootStalled;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.KernelStarted;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseRenewed;
import io.rackboot.events.fact.PowerChanged;
import io.rackboot.events.fact.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Facts as the services of a rack say them, at seconds after a fixed beginning.
public final class Story {
    public static final MachineId MACHINE = new MachineId("525400123456");
    public static final Rack RACK = new Rack("r1");
    public static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
    public static final Ipv4 ADDRESS = new Ipv4("192.168.77.100");
    public static final String IMAGE = "debian.1";

    private final MachineId machine;
    private final Instant origin;
    private final List<CloudEvent> events = new ArrayList<>();

    public Story(MachineId machine, Instant origin) {
        this.machine = machine;
        this.origin = origin;
    }

    public static Story begin() {
        return new Story(MACHINE, T0);
    }

    public static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }

    public List<CloudEvent> events() {
        return List.copyOf(events);
    }

    public Story requested(double at, Firmware firmware, BootClient client) {
        return say(
                at,
                new BootRequested(
                        RACK,
                        machine,
                        firmware,
                        client,
                        firmware == Firmware.BIOS ? 0 : 7,
                        Optional.empty(),
                        "PXEClient",
                        "eth0",
                        "0000002a",
                        Optional.empty()));
    }

    public Story leased(double at, String bootFile) {
        return lease(at, Optional.of(bootFile));
    }

    public Story plainLease(double at) {
        return lease(at, Optional.empty());
    }

    private Story lease(double at, Optional<String> bootFile) {
        return say(
                at,
                new LeaseGranted(
                        RACK,
                        machine,
                        ADDRESS,
                        "192.168.77.0/24",
                        Duration.ofHours(1),
                        time(at).plusSeconds(3600),
                        Optional.empty(),
                        bootFile,
                        "0000002a",
                        Optional.empty()));
    }

    public Story renewed(double at) {
        return say(
                at,
                new LeaseRenewed(
                        RACK,
                        machine,
                        ADDRESS,
                        "192.168.77.0/24",
                        Duration.ofHours(1),
                        time(at).plusSeconds(3600),
                        Optional.empty(),
                        "0000002b",
                        Optional.empty()));
    }

    public Story fetched(double at, FileRole role, String path, long bytes) {
        return fetched(at, role, path, bytes, TransferOutcome.COMPLETE);
    }

    public Story fetched(double at, FileRole role, String path, long bytes, TransferOutcome outcome) {
        var protocol = path.startsWith("/") ? TransferProtocol.HTTP : TransferProtocol.TFTP;
        return say(
                at,
                new FileFetched(
                        RACK,
                        machine,
                        path,
                        role,
                        protocol,
                        bytes,
                        Duration.ofMillis(250),
                        Optional.empty(),
                        outcome,
                        ADDRESS));
    }

    public Story refused(double at, Emitter service, String reason) {
        return say(at, new RequestRefused(RACK, machine, service, reason, "add the machine", Optional.of(ADDRESS)));
    }

    public Story started(double at, String boot) {
        return say(
                at,
                new KernelStarted(
                        RACK, machine, boot, IMAGE, "ab".repeat(32), Duration.ofSeconds(3), Duration.ofMillis(900)));
    }

    public Story complete(double at, String boot) {
        return complete(at, boot, Duration.ofSeconds(4));
    }

    public Story complete(double at, String boot, Duration sinceScript) {
        return say(
                at,
                new BootComplete(RACK, machine, boot, IMAGE, "ab".repeat(32), sinceScript, Duration.ofMillis(2100)));
    }

    public Story failed(double at, String boot, Stage stage, String reason) {
        return say(
                at,
                new BootFailed(
                        RACK, machine, boot, IMAGE, "ab".repeat(32), stage, reason, "log", Duration.ofSeconds(4)));
    }

    public Story stalled(double at, Stage stage, double since, Duration deadline) {
        return say(at, new BootStalled(RACK, machine, stage, time(since), deadline));
    }

    public Story power(double at, PowerState state) {
        return say(at, new PowerChanged(RACK, machine, state));
    }

    private Story say(double at, BootFact fact) {
        events.add(new CloudEvent("fact-" + machine + "-" + origin + "-" + events.size(), "/test", time(at), fact));
        return this;
    }

    private Instant time(double seconds) {
        return origin.plusMillis(Math.round(seconds * 1000));
    }

    /// QEMU's BIOS machine: its ROM is iPXE.
    public Story bios(double at, String boot) {
        return requested(at, Firmware.BIOS, BootClient.IPXE)
                .leased(at + 0.1, "http://192.168.77.1/boot/525400123456/boot.ipxe")
                .fetched(at + 0.4, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .fetched(at + 0.9, FileRole.KERNEL, "/boot/525400123456/artifacts/aa/vmlinuz", 8_000_000)
                .fetched(at + 2.0, FileRole.INITRD, "/boot/525400123456/artifacts/bb/initrd.img", 20_000_000)
                .started(at + 5.5, boot)
                .complete(at + 6.2, boot);
    }

    /// EDK2's PXE client, which probes the loader's size first, then iPXE over its driver.
    public Story uefi(double at, String boot) {
        return requested(at, Firmware.UEFI, BootClient.PXE)
                .leased(at + 4.0, "525400123456/snponly.efi")
                .fetched(at + 4.1, FileRole.LOADER, "525400123456/snponly.efi", 0, TransferOutcome.PROBE)
                .fetched(at + 4.4, FileRole.LOADER, "525400123456/snponly.efi", 250_000)
                .requested(at + 6.0, Firmware.UEFI, BootClient.IPXE)
                .renewed(at + 6.1)
                .fetched(at + 6.3, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .fetched(at + 6.8, FileRole.KERNEL, "/boot/525400123456/artifacts/aa/vmlinuz", 8_000_000)
                .fetched(at + 7.9, FileRole.INITRD, "/boot/525400123456/artifacts/bb/initrd.img", 20_000_000)
                .started(at + 11.0, boot)
                .complete(at + 11.8, boot);
    }

    /// EDK2's HTTP boot: HEAD, GET, then iPXE.
    public Story uefiHttp(double at, String boot) {
        return requested(at, Firmware.UEFI_HTTP, BootClient.HTTP)
                .leased(at + 4.0, "http://192.168.77.1/boot/525400123456/snponly.efi")
                .fetched(at + 4.1, FileRole.LOADER, "/boot/525400123456/snponly.efi", 0, TransferOutcome.PROBE)
                .fetched(at + 4.2, FileRole.LOADER, "/boot/525400123456/snponly.efi", 250_000)
                .requested(at + 6.0, Firmware.UEFI, BootClient.IPXE)
                .renewed(at + 6.1)
                .fetched(at + 6.3, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .fetched(at + 6.8, FileRole.KERNEL, "/boot/525400123456/artifacts/aa/vmlinuz", 8_000_000)
                .fetched(at + 7.9, FileRole.INITRD, "/boot/525400123456/artifacts/bb/initrd.img", 20_000_000)
                .started(at + 11.0, boot)
                .complete(at + 11.9, boot);
    }
}
