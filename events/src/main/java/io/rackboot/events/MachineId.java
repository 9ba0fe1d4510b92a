package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/// A machine's name in subjects, keys and paths: a MAC address in lower-case hex without separators, or `unknown`
/// for a client that nothing ties to a machine.
public record MachineId(@JsonValue String text) {
    private static final int DIGITS = 12;
    private static final int WITH_SEPARATORS = 17;

    /// The machine of a client that no path, lease or document identifies.
    public static final MachineId UNKNOWN = new MachineId("unknown");

    /// @throws IllegalArgumentException for anything but 12 lower-case hex digits or `unknown`
    @JsonCreator
    public MachineId {
        if (!text.equals("unknown") && !(text.length() == DIGITS && isHex(text))) {
            throw new IllegalArgumentException("not a machine id (12 lower-case hex digits): " + text);
        }
    }

    /// Reads a MAC address as people write it: `52:54:00:A1:B2:C3`, `52-54-00-a1-b2-c3` or `525400a1b2c3`.
    public static Optional<MachineId> ofMac(String mac) {
        var digits = withoutSeparators(mac.toLowerCase(Locale.ROOT));
        return digits.length() == DIGITS && isHex(digits) ? Optional.of(new MachineId(digits)) : Optional.empty();
    }

    /// Every message of a client has its machine named: a regular expression would take as long as the rest of it.
    private static boolean isHex(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// {@return the digits of six pairs that one separator joins; any other text as it is}
    private static String withoutSeparators(String text) {
        if (text.length() != WITH_SEPARATORS || text.charAt(2) != ':' && text.charAt(2) != '-') {
            return text;
        }
        var digits = new StringBuilder(DIGITS);
        for (int at = 0; at < WITH_SEPARATORS; at++) {
            if (at % 3 != 2) {
                digits.append(text.charAt(at));
            } else if (text.charAt(at) != text.charAt(2)) {
                return text;
            }
        }
        return digits.toString();
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
