package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;
import java.util.regex.Pattern;

/// A network (RFC 4632 section 3.1).
///
/// @param first its lowest address; host bits that are set are cleared
/// @param length 0 to 32
public record Prefix(Ip4Address first, int length) {
    private static final Pattern LENGTH = Pattern.compile("[0-9]|[12][0-9]|3[0-2]");

    public Prefix {
        first = first.and(Ip4Address.mask(length));
    }

    /// {@return what is written `192.168.77.0/24`; empty for anything else}
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        var length = text.substring(slash + 1).strip();
        return slash < 0 || !LENGTH.matcher(length).matches()
                ? Optional.empty()
                : Notation.address(text.substring(0, slash))
                        .map(address -> new Prefix(address, Integer.parseInt(length)));
    }

    /// {@return its highest address}
    public Ip4Address last() {
        return new Ip4Address(first.bits() | ~Ip4Address.mask(length).bits());
    }

    /// {@return whether the address lies in it}
    public boolean contains(Ip4Address address) {
        return address.and(Ip4Address.mask(length)).equals(first);
    }

    /// {@return whether the two have an address in common}
    public boolean overlaps(Prefix other) {
        return contains(other.first) || other.contains(first);
    }

    @Override
    public String toString() {
        return first + "/" + length;
    }
}
