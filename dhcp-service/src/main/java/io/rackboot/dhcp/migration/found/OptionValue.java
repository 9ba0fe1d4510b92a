package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.option.OperatorOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// An option that clients are told.
///
/// @param code its number
/// @param value as this service's configuration has it; empty where it is not to be sent
/// @param always whether clients that do not ask for it are told too
public record OptionValue(int code, String value, boolean always) {
    /// Option 3.
    public static final int ROUTERS = 3;

    /// Option 6.
    public static final int DOMAIN_NAME_SERVERS = 6;

    /// Option 15.
    public static final int DOMAIN_NAME = 15;

    private static final Set<String> BOOT = Set.of(
            "tftp-server-name",
            "66",
            "bootfile-name",
            "boot-file-name",
            "67",
            "150",
            "vendor-class-identifier",
            "60",
            "vendor-encapsulated-options",
            "43");

    /// What an option of another server turned out to be.
    public sealed interface Reading {
        /// This service has it too.
        record Good(OptionValue option) implements Reading {}

        /// It is left.
        record Bad(String why) implements Reading {}
    }

    /// {@return the option for clients that do not ask for it too}
    public OptionValue forAll() {
        return new OptionValue(code, value, true);
    }

    /// Reads an option.
    ///
    /// @param option its number, or its name as ISC DHCP, Kea and IANA have it
    /// @param values between commas
    public static Reading read(String option, List<String> values) {
        var value = values.stream().map(String::strip).collect(Collectors.joining(","));
        if (BOOT.contains(option)) {
            return new Reading.Bad(Reasons.BOOT);
        }
        // Properties have a meaning of their own for a backslash, a dollar sign, and for what is not ASCII.
        if (!value.matches("[\\x20-\\x7e&&[^\\\\$]]{0,1000}")) {
            return new Reading.Bad("not a value that this import can read");
        }
        try {
            int code = OperatorOption.parse(option, value).code();
            return code != DOMAIN_NAME || Notation.domain(value).isPresent()
                    ? new Reading.Good(new OptionValue(code, value, false))
                    : new Reading.Bad("not a domain name");
        } catch (IllegalArgumentException e) {
            return new Reading.Bad(e.getMessage());
        }
    }
}
