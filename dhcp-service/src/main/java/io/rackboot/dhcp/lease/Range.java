package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.ArrayList;
import java.util.List;

/// A run of addresses that may be leased.
///
/// @param first the lowest address
/// @param last the highest address, itself part of the range
public record Range(Ip4Address first, Ip4Address last) {

    /// @throws IllegalArgumentException where `last` lies below `first`
    public Range {
        if (last.compareTo(first) < 0) {
            throw new IllegalArgumentException("range " + first + "-" + last + ": its end lies below its start");
        }
    }

    /// Reads `first-last`, or a single address.
    ///
    /// @throws IllegalArgumentException for what is neither
    public static Range parse(String text) {
        var dash = text.indexOf('-');
        return dash < 0
                ? new Range(Ip4Address.parse(text.strip()), Ip4Address.parse(text.strip()))
                : new Range(
                        Ip4Address.parse(text.substring(0, dash).strip()),
                        Ip4Address.parse(text.substring(dash + 1).strip()));
    }

    /// {@return whether the address lies in this range}
    public boolean contains(Ip4Address address) {
        return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }

    /// {@return whether the two have an address in common}
    public boolean overlaps(Range other) {
        return contains(other.first) || other.contains(first);
    }

    /// {@return what is left of this range without the addresses of the other: none, one or two ranges}
    public List<Range> without(Range other) {
        if (!overlaps(other)) {
            return List.of(this);
        }
        var left = new ArrayList<Range>(2);
        if (first.compareTo(other.first) < 0) {
            left.add(new Range(first, other.first.plus(-1)));
        }
        if (other.last.compareTo(last) < 0) {
            left.add(new Range(other.last.plus(1), last));
        }
        return left;
    }

    /// {@return the number of addresses}
    public long size() {
        return last.toLong() - first.toLong() + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
