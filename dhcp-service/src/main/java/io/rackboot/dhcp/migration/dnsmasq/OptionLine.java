package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.OptionValue;
import io.rackboot.dhcp.migration.found.Reasons;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads a `dhcp-option`:
///
/// ```
///   [tag:TAG,...](NUMBER|option:NAME)[,VALUE...]
/// ```
///
/// @param tags what a client must have to be told
/// @param option what it is told
record OptionLine(Line line, List<String> tags, OptionValue option) {
    /// The keyword of options for clients that do not ask for them too.
    static final String FORCE = "dhcp-option-force";

    /// What the line turned out to be.
    sealed interface Reading {
        /// An option that is carried over.
        record Good(OptionLine option) implements Reading {}

        /// Another.
        record Bad(String why) implements Reading {}
    }

    static Reading read(Line line) {
        var parts = new ArrayDeque<>(line.parts());
        var tags = new ArrayList<String>();
        while (!parts.isEmpty() && isTag(parts.peek())) {
            tags.add(parts.poll().replaceFirst("^(tag|net|set):", ""));
        }
        var option = parts.isEmpty() ? "" : parts.poll();
        return switch (read(OptionNames.number(option), List.copyOf(parts))) {
            case OptionValue.Reading.Good(var value) ->
                new Reading.Good(
                        new OptionLine(line, List.copyOf(tags), line.keyword().equals(FORCE) ? value.forAll() : value));
            case OptionValue.Reading.Bad(var why) -> new Reading.Bad(why);
        };
    }

    /// A tag, the old form without `tag:` too; an option's number or name is none.
    private static boolean isTag(String part) {
        return part.matches("(tag|net|set):.*") || part.matches("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    }

    /// Without a value, the option is not to be sent. 0.0.0.0 is dnsmasq's own address, which no file tells.
    private static OptionValue.Reading read(String number, List<String> values) {
        if (number.equals("51")) {
            return new OptionValue.Reading.Bad("the lease time is that of dhcp-range");
        }
        if (number.startsWith("option6:")) {
            return new OptionValue.Reading.Bad(Reasons.IPV6);
        }
        if (values.contains("0.0.0.0")) {
            return new OptionValue.Reading.Bad(
                    "0.0.0.0 is the address of the machine that dnsmasq ran on; set it by hand");
        }
        boolean unsent = values.isEmpty() || values.equals(List.of(""));
        return unsent && number.matches("[0-9]{1,3}")
                ? new OptionValue.Reading.Good(new OptionValue(Integer.parseInt(number), "", false))
                : OptionValue.read(number, values(number, values));
    }

    /// Routes are pairs of a network and its router.
    private static List<String> values(String number, List<String> values) {
        var between = switch (number) {
            case "121", "249" -> " via ";
            case "21", "33" -> " ";
            default -> "";
        };
        return between.isEmpty() || values.size() % 2 == 1
                ? values
                : IntStream.range(0, values.size() / 2)
                        .mapToObj(i -> values.get(2 * i) + between + values.get(2 * i + 1))
                        .toList();
    }
}
