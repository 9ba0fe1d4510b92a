package io.rackboot.image.specification;

import io.rackboot.image.slimming.SlimmingRule;
import io.rackboot.image.specification.Steps.Network;
import io.rackboot.image.specification.Steps.Units;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads the fields that say what is done to a root.
final class StepsReader {
    static final List<String> ALLOWED =
            List.of("packages", "users", "files", "commands", "units", "hostName", "network", "remove", "slim");

    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\-]+(@[A-Za-z0-9:_.\\\\-]*)?");
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,64}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9*?._-]{1,15}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern REMOVAL = Pattern.compile("/[^\\x00]*[^/\\x00]");
    private static final Pattern COMMAND = Pattern.compile("[^\\x00]{1,65536}", Pattern.DOTALL);

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    StepsReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Steps read(Fields fields) {
        return new Steps(
                new DebianReader(probe, mistakes).packages(fields, "packages"),
                new UserReader(mistakes).read(fields),
                new PlacedFileReader(probe, mistakes).read(fields),
                commands(fields),
                units(fields),
                fields.text("hostName", "a name such as node-1.example")
                        .flatMap(f -> f.matching(HOST_NAME, "a name such as node-1.example", mistakes))
                        .map(Field::value),
                network(fields),
                list(fields, "remove", REMOVAL, "a pattern from / such as /usr/share/doc/**"),
                slimming(fields));
    }

    /// A text is a line for the root's shell, a list a program and its arguments.
    private List<List<String>> commands(Fields fields) {
        return fields.textsOrLists("commands", "a shell's line, or a list of a program and its arguments").stream()
                .map(words -> words.stream()
                        .flatMap(f -> f.matching(COMMAND, "1 to 65536 characters, no NUL", mistakes).stream())
                        .map(Field::value)
                        .toList())
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private List<SlimmingRule> slimming(Fields fields) {
        return fields.words("slim", SlimmingRule.words()).stream()
                .flatMap(word -> SlimmingRule.of(word).stream())
                .toList();
    }

    private Units units(Fields fields) {
        return fields.mapping("units", List.of("enable", "disable", "mask"))
                .map(units -> new Units(
                        list(units, "enable", UNIT, "a unit such as ssh or ssh.socket"),
                        list(units, "disable", UNIT, "a unit such as ssh or ssh.socket"),
                        list(units, "mask", UNIT, "a unit such as ssh or ssh.socket")))
                .orElse(Steps.NONE.units());
    }

    private Optional<Network> network(Fields fields) {
        return fields.mapping("network", List.of("dhcp", "nameServers"))
                .map(network -> new Network(
                        list(network, "dhcp", INTERFACE, "an interface, or a pattern such as en*"),
                        list(network, "nameServers", ADDRESS, "an IP address")));
    }

    private List<String> list(Fields fields, String name, Pattern form, String allowed) {
        return fields.has(name)
                ? fields.texts(name, allowed).stream()
                        .flatMap(f -> f.matching(form, allowed, mistakes).stream())
                        .map(Field::value)
                        .toList()
                : List.of();
    }
}
