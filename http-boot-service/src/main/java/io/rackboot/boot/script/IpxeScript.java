package io.rackboot.boot.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An iPXE script, in the words that iPXE of 2019 knows as well as 2.0.
///
/// iPXE splits a line at white space, ends a command at the tokens `||`, `&&` and `;` and at one that begins with `#`,
/// and only then expands `${setting}`; it has no quotes. A setting that does not exist expands to nothing, so a token
/// behind one is never taken for a separator.
enum IpxeScript {
    /// The network interface is configured.
    CONFIGURED(""),
    /// It is not: iPXE fetched `autoexec.ipxe` through a temporary device and closed it.
    UNCONFIGURED("dhcp ||\n");

    private static final String NOTHING = "${rackboot-nothing}";
    /// Milliseconds without progress after which a download is given up; without it iPXE waits for ever.
    private static final int STALLED = 60_000;

    private static final int PAUSE = 5;

    private final String configure;

    IpxeScript(String configure) {
        this.configure = configure;
    }

    String render(Answer answer) {
        return switch (answer) {
            case Answer.Boot(var plan) -> boot(plan) + again(answer, PAUSE);
            case Answer.Hold hold -> hold(hold) + again(answer, hold.pauseSeconds());
        };
    }

    private String boot(BootPlan plan) {
        var initrd = IntStream.range(0, plan.initrds().size())
                .mapToObj(i -> "initrd --timeout " + STALLED + " --name " + name(i) + " "
                        + plan.url(plan.initrds().get(i)) + " || goto failed\n")
                .collect(Collectors.joining());
        var arguments = plan.commandLine().and(arguments(plan));
        return """
                #!ipxe
                echo Rackboot: %s
                %simgfree
                kernel --timeout %d %s %s || goto failed
                %sboot || goto failed
                :failed
                echo Rackboot: the boot failed, see the lines above
                """.formatted(
                        text(plan.title()),
                        configure,
                        STALLED,
                        plan.url(plan.kernel()),
                        arguments.words().stream().map(IpxeScript::text).collect(Collectors.joining(" ")),
                        initrd);
    }

    /// What finds the initrds: the EFI stub goes by their names; BIOS loads whatever was fetched.
    static List<String> arguments(BootPlan plan) {
        return IntStream.range(0, plan.initrds().size())
                .mapToObj(i -> "initrd=" + name(i))
                .toList();
    }

    private static String name(int number) {
        return number == 0 ? "initrd.img" : "overlay" + number + ".img";
    }

    private String hold(Answer.Hold hold) {
        return Stream.concat(Stream.of("#!ipxe"), hold.lines().stream().map(line -> "echo Rackboot: " + text(line)))
                        .collect(Collectors.joining("\n", "", "\n"))
                + configure;
    }

    private String again(Answer answer, int pause) {
        return """
                :again
                echo Rackboot: asking %2$s again in %1$d seconds
                sleep %1$d ||
                %4$schain --replace --autofree %2$s/boot/%3$s/boot.ipxe ||
                goto again
                """.formatted(pause, answer.server(), answer.machine(), configure);
    }

    /// Text of any content as tokens that iPXE joins to the same text again.
    private static String text(String text) {
        return Stream.of(ConsoleText.of(text).split(" ", -1))
                .map(IpxeScript::token)
                .collect(Collectors.joining(" "));
    }

    private static String token(String token) {
        var separator = token.startsWith("#") || token.equals("||") || token.equals("&&") || token.equals(";");
        return token.isEmpty() || separator ? NOTHING + token : token;
    }
}
