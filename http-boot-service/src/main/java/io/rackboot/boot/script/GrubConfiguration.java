package io.rackboot.boot.script;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A configuration for GRUB 2.06 or newer.
///
/// Everything stands in single quotes, in which GRUB's shell leaves every character alone: `&`, `;` and `$` are
/// frequent in kernel arguments. GRUB then writes the command line itself: it puts double quotes around an argument
/// with a space, and a backslash before each quote and backslash, which Linux does not take away again.
///
/// The files are taken by HTTP, and where that fails by TFTP from the server GRUB was loaded from: Debian's
/// `grubnetx64.efi` has no HTTP built in, and may not load it under Secure Boot.
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
        var initrds = plan.initrds().stream().map(file -> inSource(plan, file)).collect(Collectors.joining(" "));
        var initrd = initrds.isEmpty() ? "    boot\n" : """
                            if initrd %s; then
                              boot
                            fi
                        """.formatted(initrds);
        var server = plan.server();
        return """
                echo %s
                insmod http
                for source in %s '(tftp)'; do
                  if linux %s %s; then
                %s  fi
                done
                echo 'Rackboot: the boot failed, see the lines above'
                """.formatted(
                                quote("Rackboot: " + ConsoleText.of(plan.title())),
                                quote("(" + server.scheme() + "," + server.authority() + ")/boot"),
                                inSource(plan, plan.kernel()),
                                arguments,
                                initrd)
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

    /// The last part of a path under a variable; it holds nothing that needs quotes.
    private static String inSource(BootPlan plan, PlannedFile file) {
        return "\"$source\"/" + plan.machine() + "/artifacts/" + file.sha256() + "/" + file.name();
    }

    private static String unquoted(String word) {
        var match = QUOTED.matcher(word);
        return match.matches() ? (match.group(1) == null ? "" : match.group(1)) + match.group(2) : word;
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
