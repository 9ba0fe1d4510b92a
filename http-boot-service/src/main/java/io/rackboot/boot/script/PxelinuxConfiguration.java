package io.rackboot.boot.script;

import java.util.stream.Collectors;

/// A configuration for PXELINUX 6. Its lines are taken as they stand: no quotes, no expansion. Kernel and initrd go by
/// HTTP, which `lpxelinux.0` and `syslinux.efi` speak.
final class PxelinuxConfiguration {
    private static final int PAUSE = 5;

    private PxelinuxConfiguration() {}

    static String render(Answer answer) {
        return switch (answer) {
            case Answer.Boot(var plan) -> boot(plan);
            case Answer.Hold hold -> hold(hold);
        };
    }

    private static String boot(BootPlan plan) {
        var urls = plan.initrds().stream().map(plan::url).collect(Collectors.joining(","));
        var initrd = urls.isEmpty() ? "" : "  INITRD " + urls + "\n";
        return """
                SAY Rackboot: %s
                DEFAULT rackboot
                PROMPT 0
                TIMEOUT %d
                ONTIMEOUT again
                LABEL rackboot
                  KERNEL %s
                %s  APPEND %s
                %s""".formatted(
                        ConsoleText.of(plan.title()),
                        PAUSE * 10,
                        plan.url(plan.kernel()),
                        initrd,
                        plan.commandLine().line(),
                        again(plan.bootInterface()));
    }

    private static String hold(Answer.Hold hold) {
        // PROMPT 1 makes it wait; after TIMEOUT (tenths of a second) it runs DEFAULT.
        return hold.lines().stream()
                        .map(line -> "SAY Rackboot: " + ConsoleText.of(line) + "\n")
                        .collect(Collectors.joining())
                + """
                SAY Rackboot: asking again in %d seconds
                DEFAULT again
                PROMPT 1
                TIMEOUT %d
                %s""".formatted(
                                hold.pauseSeconds(),
                                hold.pauseSeconds() * 10,
                                again("01-" + hold.machine().mac().replace(':', '-')));
    }

    private static String again(String bootInterface) {
        return """
                LABEL again
                  CONFIG pxelinux.cfg/%s
                """.formatted(bootInterface);
    }
}
