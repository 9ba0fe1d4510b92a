package io.rackboot.boot.script;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A configuration for GRUB 2.06 or newer.
///
/// Everything stands in single quotes, in which GRUB's shell leaves every character alone: `&`, `;` and `$` are
/// frequent in kernel arguments. GRUB then writes the command line itself: it puts double quotes around an argument
/// with a space, and a backslash before each quote and backslash, which Linux does not take away again.
final class GrubConfiguration {
    /// An argument whose quotes Linux removes: around the whole, or around the value.
    private static final Pattern QUOTED = Pattern.compile("([^\"= ]+=)?\"([^\"]*)\"");

    private static final int PAUSE = 5;

    private GrubConfiguration() {}

    static String render(Answer answer) {
        return switch (answer) {
            case Answer.Boot(var plan) -> boot(plan);
            case Answer.Hold hold ->
                hold.lines().stream()
                                .map(line -> "echo " + quote("Rackboot: " + ConsoleText.of(line)) + "\n")
                                .collect(Collectors.joining())
                        + again(hold.pauseSeconds());
        };
    }

    static Optional<String> objection(KernelArguments arguments) {
        return arguments.words().stream()
                .filter(word -> unquoted(word).matches(".*[\"'\\\\].*"))
                .findFirst()
                .map(word -> "GRUB cannot hand the kernel argument " + word + " on unchanged: it puts a backslash"
                        + " before each quote and backslash");
    }

    private static String boot(BootPlan plan) {
        var arguments = plan.commandLine().words().stream()
                .map(word -> quote(unquoted(word)))
                .collect(Collectors.joining(" "));
        var boot = plan.initrd()
                .map(file -> """
                          if initrd %s; then
                            boot
                          fi
                        """.formatted(quote(device(plan, file))))
                .orElse("  boot\n");
        return """
                echo %s
                if linux %s %s; then
                %sfi
                echo 'Rackboot: the boot failed, see the lines above'
                """.formatted(
                                quote("Rackboot: " + ConsoleText.of(plan.title())),
                                quote(device(plan, plan.kernel())),
                                arguments,
                                boot)
                + again(PAUSE);
    }

    private static String again(int pause) {
        // GRUB keeps the path it read this from in config_file.
        return """
                echo 'Rackboot: asking again in %1$d seconds'
                sleep %1$d
                configfile "$config_file"
                """.formatted(pause);
    }

    private static String device(BootPlan plan, PlannedFile file) {
        var server = plan.server();
        return "(" + server.scheme() + "," + server.authority() + ")" + file.path(plan.machine());
    }

    private static String unquoted(String word) {
        var match = QUOTED.matcher(word);
        return match.matches() ? (match.group(1) == null ? "" : match.group(1)) + match.group(2) : word;
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
