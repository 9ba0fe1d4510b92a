package io.rackboot.dhcp.option;

import io.rackboot.dhcp.wire.Octets;

/// What is known of an option.
///
/// @param code 1 to 254
/// @param name as in the configuration
/// @param type the form of its value
/// @param least the least number that it may hold; 0 where it holds none
record OptionDefinition(int code, String name, OptionType type, int least) {
    private static final String IN_HEX = "hex:";

    /// {@return the bytes of a value}
    ///
    /// @throws IllegalArgumentException where the text is no value of this option
    Octets parse(String text) {
        if (type == OptionType.STRING && text.startsWith(IN_HEX)) {
            return OptionType.HEX.parse(text.substring(IN_HEX.length()));
        }
        var bytes = type.parse(text);
        if (least > 0 && Long.parseLong(text.strip()) < least) {
            throw new IllegalArgumentException("below " + least + ": " + text);
        }
        return bytes;
    }
}
