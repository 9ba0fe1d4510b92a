package io.rackboot.image.boottest;

import io.rackboot.image.process.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the machine of the service has for boot tests.
record TrialHost(BootTestSettings settings) {
    private static final Path KVM = Path.of("/dev/kvm");

    /// {@return what may execute the machine, the best first}
    List<Accelerator> accelerators() {
        var possible = settings.accelerators().stream()
                .filter(accelerator -> accelerator == Accelerator.TCG || usable())
                .toList();
        return possible.isEmpty() ? settings.accelerators() : possible;
    }

    /// {@return why there is no KVM; empty where it is not wanted}
    Optional<String> withoutKvm() {
        if (!settings.accelerators().contains(Accelerator.KVM)) {
            return Optional.empty();
        }
        return Optional.of(
                Files.exists(KVM)
                        ? "this service may not open /dev/kvm: add its user to the group kvm; the machine was emulated"
                        : "there is no /dev/kvm: load the module kvm_intel or kvm_amd, in a virtual machine have nested"
                                + " virtualisation switched on; the machine was emulated");
    }

    private static boolean usable() {
        return Files.isReadable(KVM) && Files.isWritable(KVM);
    }

    private static boolean ofRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException _) {
            return false;
        }
    }

    /// {@return what is missing for a boot}
    Optional<String> lack(TrialBoot boot) {
        if (!Lookup.has(Machine.QEMU)) {
            return Optional.of(Machine.QEMU + " is not installed (Debian: " + Machine.PACKAGE + ")");
        }
        if (boot instanceof TrialBoot.Loaded loaded && loaded.exported().isPresent()) {
            if (!Lookup.has(TrialNfs.PROGRAM)) {
                return Optional.of(TrialNfs.PROGRAM + " is not installed (Debian: " + TrialNfs.PACKAGES + ")");
            }
            if (!ofRoot()) {
                return Optional.of(
                        "an NFS root is tried by a service that is root alone: it unpacks files of any owner");
            }
        }
        var firmware = !(boot instanceof TrialBoot.Stick)
                || (Files.isReadable(Machine.FIRMWARE) && Files.isReadable(Machine.VARIABLES));
        return firmware ? Optional.empty() : Optional.of(Machine.FIRMWARE + " is not installed (Debian: ovmf)");
    }
}
