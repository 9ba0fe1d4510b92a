package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How addresses, names and times are written in every format; empty for what is written otherwise.
public final class Notation {
    /// The longest lease that a service grants; longer ones, and those without an end, become this.
    public static final Duration LONGEST_LEASE = Duration.ofSeconds(0xffff_fffeL);

    /// 255 octets of a client identifier; more make a regular expression overflow the stack.
    private static final int LONGEST_OCTETS = 3 * 255;

    private static final Pattern OCTETS = Pattern.compile("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2})*");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9._:@-]{1,15}");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    private Notation() {}

    /// {@return an IPv4 address in dotted decimal}
    public static Optional<Ip4Address> address(String text) {
        try {
            return Optional.of(Ip4Address.parse(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// {@return the addresses; empty where one of them is none, or there are none}
    public static Optional<List<Ip4Address>> addresses(List<String> texts) {
        var addresses = texts.stream().flatMap(text -> address(text).stream()).toList();
        return addresses.size() == texts.size() && !texts.isEmpty() ? Optional.of(addresses) : Optional.empty();
    }

    /// {@return the prefix length of a mask in dotted decimal whose set bits come first}
    public static Optional<Integer> prefixLength(String mask) {
        return address(mask).flatMap(bits -> {
            int length = Integer.bitCount(bits.bits());
            return Ip4Address.mask(length).equals(bits) ? Optional.of(length) : Optional.empty();
        });
    }

    /// {@return six octets in hex, leading zeros left out or not: `0:1b:2:33:44:55`}
    public static Optional<MachineId> mac(String text) {
        return octets(text).filter(bytes -> bytes.length() == 6).map(bytes -> new MachineId(bytes.hex()));
    }

    /// {@return octets in hex with `:` or `-` between them, leading zeros left out or not; or pairs of hex digits}
    public static Optional<Octets> octets(String text) {
        if (text.length() % 2 == 0 && !text.isEmpty() && text.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.of(Octets.ofHex(text));
        }
        if (text.length() > LONGEST_OCTETS || !OCTETS.matcher(text).matches()) {
            return Optional.empty();
        }
        var parts = text.split("[:-]");
        var values = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = Integer.parseInt(parts[i], 16);
        }
        return Optional.of(Octets.ofInts(values));
    }

    /// {@return a host's or domain's name: labels of letters, digits and hyphens, joined by dots}
    public static Optional<String> domain(String text) {
        return DOMAIN.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /// {@return the name of one interface of Linux; empty for a pattern}
    public static Optional<String> interfaceName(String text) {
        return INTERFACE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /// {@return a number of seconds; what no lease can last is cut to the longest}
    public static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(shorter(Duration.ofSeconds(Long.parseLong(text)), LONGEST_LEASE))
                : Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
