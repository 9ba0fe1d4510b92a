package io.rackboot.dhcp.wire;

import java.util.ArrayList;
import java.util.List;

/// One code-length-value triple as it stands on the wire; long options take several (RFC 3396 §5).
///
/// @param code the option's code
/// @param value at most 255 bytes
record OptionPart(int code, Octets value) {
    /// The longest value of one part, in bytes.
    static final int LONGEST = 255;

    /// What stands before the value, in bytes.
    static final int OVERHEAD = 2;

    static List<OptionPart> split(int code, Octets value) {
        if (value.length() <= LONGEST) {
            return List.of(new OptionPart(code, value));
        }
        var parts = new ArrayList<OptionPart>();
        int from = 0;
        do {
            int to = Math.min(from + LONGEST, value.length());
            parts.add(new OptionPart(code, value.slice(from, to)));
            from = to;
        } while (from < value.length());
        return parts;
    }

    Octets bytes() {
        return Octets.ofInts(code, value.length()).plus(value);
    }
}
