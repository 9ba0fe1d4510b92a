package io.rackboot.boot.script;

import java.util.Optional;
import java.util.stream.Collectors;

/// The language of a loader.
public enum Dialect {
    /// iPXE, its network interface already configured.
    IPXE,
    /// iPXE, which reads `autoexec.ipxe` before it configures its network interface.
    IPXE_AUTOEXEC,
    /// GRUB 2.
    GRUB,
    /// PXELINUX and its EFI sibling.
    PXELINUX;

    /// {@return the text of the answer, lines ended by LF}
    public String render(Answer answer) {
        return switch (this) {
            case IPXE -> IpxeScript.CONFIGURED.render(answer);
            case IPXE_AUTOEXEC -> IpxeScript.UNCONFIGURED.render(answer);
            case GRUB -> GrubConfiguration.render(answer);
            case PXELINUX -> PxelinuxConfiguration.render(answer);
        };
    }

    /// {@return why this loader could not hand the plan's command line to the kernel unchanged, or empty}
    public Optional<String> objection(BootPlan plan) {
        var length = commandLineLength(plan);
        if (length > BootPlan.LONGEST_COMMAND_LINE) {
            return Optional.of("the kernel's command line has " + length + " characters, Linux takes "
                    + BootPlan.LONGEST_COMMAND_LINE);
        }
        return switch (this) {
            case IPXE, IPXE_AUTOEXEC, PXELINUX -> Optional.empty();
            case GRUB -> GrubConfiguration.objection(plan.commandLine());
        };
    }

    /// What the kernel sees, with what the loader adds to it.
    int commandLineLength(BootPlan plan) {
        var added = switch (this) {
            case IPXE, IPXE_AUTOEXEC ->
                IpxeScript.arguments(plan).stream().map(word -> " " + word).collect(Collectors.joining());
            case GRUB -> "BOOT_IMAGE=" + plan.url(plan.kernel()) + " ";
            case PXELINUX ->
                "BOOT_IMAGE=" + plan.url(plan.kernel()) + " "
                        + (plan.initrds().isEmpty()
                                ? ""
                                : " initrd="
                                        + plan.initrds().stream().map(plan::url).collect(Collectors.joining(",")));
        };
        return plan.commandLine().line().length() + added.length();
    }
}
