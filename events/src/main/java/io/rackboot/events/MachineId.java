package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A machine's name in subjects, keys and paths: a MAC address in lower-case hex without separators, or `unknown`
/// for a client that nothing ties to a machine.
public record MachineId(@JsonValue String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}|unknown");
    private static final Pattern MAC =
            Pattern.compile("[0-9a-f]{12}|[0-9a-f]{2}(:[0-9a-f]{2}){5}|[0-9a-f]{2}(-[0-9a-f]{2}){5}");

    /// The machine of a client that no path, lease or document identifies.
    public static final MachineId UNKNOWN = new MachineId("unknown");

    /// @throws IllegalArgumentException for anything but 12 lower-case hex digits or `unknown`
    @JsonCreator
    public MachineId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a machine id (12 lower-case hex digits): " + text);
        }
    }

    /// Reads a MAC address as people write it: `52:54:00:A1:B2:C3`, `52-54-00-a1-b2-c3` or `525400a1b2c3`.
    public static Optional<MachineId> ofMac(String mac) {
        var lower = mac.toLowerCase(Locale.ROOT);
        return MAC.matcher(lower).matches()
                ? Optional.of(new MachineId(lower.replaceAll("[:-]", "")))
                : Optional.empty();
    }

    /// {@return the MAC address with colons, or `unknown`}
    public String mac() {
        return this.equals(UNKNOWN) ? text : text.replaceAll("(..)(?!$)", "$1:");
    }

    @Override
    public String toString() {
        return text;
    }
}
