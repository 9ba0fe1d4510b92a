package io.rackboot.dhcp.option;

import io.rackboot.dhcp.wire.Octets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// An option that the operator has set.
///
/// @param code 1 to 254
/// @param bytes its value
public record OperatorOption(int code, Octets bytes) {
    private static final int LAST = 254;

    /// Reads one.
    ///
    /// | option | value |
    /// |---|---|
    /// | a name or number of IANA's | as its type has it ([OptionType]); text also as `hex:…` |
    /// | any other number | `TYPE:VALUE`, such as `ip-list:192.168.77.1` |
    ///
    /// @throws IllegalArgumentException saying what is wrong with either
    public static OperatorOption parse(String option, String value) {
        if (!option.matches("\\d+")) {
            var definition = Definitions.named(option)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no option of this name is known; its number, 1 to 254, can be said instead"));
            return new OperatorOption(definition.code(), definition.parse(value));
        }
        int code = option.length() > 3 ? LAST + 1 : Integer.parseInt(option);
        if (code < 1 || code > LAST) {
            throw new IllegalArgumentException("option numbers are 1 to 254");
        }
        if (Definitions.isProtocols(code)) {
            throw new IllegalArgumentException("this option cannot be set, the protocol has its value");
        }
        return new OperatorOption(
                code,
                Definitions.of(code).map(definition -> definition.parse(value)).orElseGet(() -> typed(code, value)));
    }

    private static Octets typed(int code, String value) {
        var colon = value.indexOf(':');
        return OptionType.named(colon < 0 ? "" : value.substring(0, colon))
                .orElseThrow(() -> new IllegalArgumentException("option " + code
                        + " has no type by itself, say it in front, as in ip:192.168.77.1; types are "
                        + Arrays.stream(OptionType.values())
                                .map(OptionType::toString)
                                .collect(Collectors.joining(", "))))
                .parse(value.substring(colon + 1));
    }
}
