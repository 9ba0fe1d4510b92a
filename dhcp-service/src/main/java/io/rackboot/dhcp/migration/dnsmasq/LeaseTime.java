package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.Notation;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How dnsmasq writes a lease time: seconds, or a number with `s`, `m`, `h`, `d` or `w`, or `infinite`.
final class LeaseTime {
    /// Where a range names none.
    static final Duration DEFAULT = Duration.ofHours(1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhdwSMHDW]?)");

    private LeaseTime() {}

    static Optional<Duration> read(String text) {
        if (text.equals("infinite")) {
            return Optional.of(Notation.LONGEST_LEASE);
        }
        var form = FORM.matcher(text);
        return form.matches()
                ? Notation.seconds(Long.toString(Math.min(
                        Long.parseLong(form.group(1)) * unit(form.group(2)), Notation.LONGEST_LEASE.toSeconds())))
                : Optional.empty();
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "m", "M" -> 60;
            case "h", "H" -> 3600;
            case "d", "D" -> 86_400;
            case "w", "W" -> 604_800;
            default -> 1;
        };
    }
}
