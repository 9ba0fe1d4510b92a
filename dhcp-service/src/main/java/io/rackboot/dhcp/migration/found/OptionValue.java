package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An option that clients are told.
///
/// @param code its number
/// @param value as this service's configuration has it; empty where it is not to be sent
public record OptionValue(int code, String value) {
    /// Option 3.
    public static final int ROUTERS = 3;

    /// Option 6.
    public static final int DOMAIN_NAME_SERVERS = 6;

    /// Option 15.
    public static final int DOMAIN_NAME = 15;

    /// What an option of another server turned out to be.
    public sealed interface Reading {
        /// This service has it too.
        record Good(OptionValue option) implements Reading {}

        /// It is left.
        record Bad(String why) implements Reading {}
    }

    /// Reads an option.
    ///
    /// @param option its number, or its name as ISC DHCP and Kea have it
    /// @param values between commas
    public static Reading read(String option, List<String> values) {
        return switch (option) {
            case "routers", "3" -> addresses(ROUTERS, values);
            case "domain-name-servers", "6" -> addresses(DOMAIN_NAME_SERVERS, values);
            case "domain-name", "15" ->
                good(DOMAIN_NAME, Optional.of(String.join(",", values)).flatMap(Notation::domain));
            case "tftp-server-name",
                    "66",
                    "bootfile-name",
                    "boot-file-name",
                    "67",
                    "150",
                    "vendor-class-identifier",
                    "60",
                    "vendor-encapsulated-options",
                    "43" -> new Reading.Bad(Reasons.BOOT);
            default -> new Reading.Bad(Reasons.OPTION);
        };
    }

    private static Reading addresses(int code, List<String> values) {
        return good(
                code,
                Notation.addresses(values)
                        .map(list -> list.stream().map(Ip4Address::toString).collect(Collectors.joining(","))));
    }

    private static Reading good(int code, Optional<String> value) {
        return value.<Reading>map(text -> new Reading.Good(new OptionValue(code, text)))
                .orElseGet(() -> new Reading.Bad("not a value that this import can read"));
    }
}
