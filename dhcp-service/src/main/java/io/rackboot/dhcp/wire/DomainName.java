package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A domain name as DNS and the search list of option 119 carry it (RFC 1035 §3.1, RFC 3397).
///
/// ```
///   +-----+---------+-----+---------+-----+     or, in place of a name's end that stood before:
///   | len | label   | len | label   |  0  |     +----+-------------------------------------------+
///   +-----+---------+-----+---------+-----+     | 11 | its place from the option's start (14 bit) |
///                                               +----+-------------------------------------------+
/// ```
///
/// @param labels from the host to the top
public record DomainName(List<String> labels) {
    /// One name or more, ends that repeat written once (RFC 1035 §4.1.4).
    public static final OptionFormat<List<DomainName>> SEARCH_LIST =
            new OptionFormat<>("domain names", DomainName::readAll, DomainName::writeAll);

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final int LONGEST = 255;
    private static final int POINTER = 0xc0;
    private static final int FARTHEST = 0x3fff;

    /// @throws IllegalArgumentException for a name of more than 255 bytes, or without a label
    public DomainName {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || wireLength(labels) > LONGEST) {
            throw new IllegalArgumentException("not a domain name of at most 255 bytes: " + String.join(".", labels));
        }
    }

    /// Reads the form that people write: `rack.example`, a dot at its end allowed.
    ///
    /// @throws IllegalArgumentException for anything else
    public static DomainName parse(String text) {
        var labels = List.of((text.endsWith(".") ? text.substring(0, text.length() - 1) : text).split("\\.", -1));
        if (!labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw new IllegalArgumentException("not a domain name: " + text);
        }
        return new DomainName(labels);
    }

    private static int wireLength(List<String> labels) {
        return 1 + labels.stream().mapToInt(label -> 1 + label.length()).sum();
    }

    private static List<DomainName> readAll(ByteBuffer buffer) {
        var names = new ArrayList<DomainName>();
        do {
            names.add(read(buffer));
        } while (buffer.hasRemaining());
        return List.copyOf(names);
    }

    private static DomainName read(ByteBuffer buffer) {
        var labels = new ArrayList<String>();
        int start = buffer.position();
        readLabels(buffer, labels);
        if (labels.isEmpty() || wireLength(labels) > LONGEST) {
            throw new MalformedMessageException(start, "domain name", "of " + wireLength(labels) + " bytes");
        }
        return new DomainName(labels);
    }

    /// A pointer leads to an earlier place only, so that every name ends.
    private static void readLabels(ByteBuffer buffer, List<String> labels) {
        var at = buffer;
        int from = buffer.position();
        for (int length = u8(at); length != 0; length = u8(at)) {
            if (length < POINTER) {
                labels.add(label(at, length));
            } else {
                int to = (length & ~POINTER) << 8 | u8(at);
                if (to >= from) {
                    throw new MalformedMessageException(
                            from, "domain name", "a pointer to byte " + to + " leads nowhere");
                }
                at = buffer.duplicate().position(to);
                from = to;
            }
        }
    }

    private static String label(ByteBuffer buffer, int length) {
        if (length > 63) {
            throw new MalformedMessageException(
                    buffer.position() - 1, "domain name", "a label of " + length + " bytes");
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int u8(ByteBuffer buffer) {
        return Byte.toUnsignedInt(buffer.get());
    }

    private static Octets writeAll(List<DomainName> names) {
        var places = new HashMap<List<String>, Integer>();
        var bytes = Octets.EMPTY;
        for (var name : names) {
            bytes = bytes.plus(name.write(bytes.length(), places));
        }
        return bytes;
    }

    /// @param start where the name begins
    /// @param places where the ends of names stand that were written before; is added to
    private Octets write(int start, Map<List<String>, Integer> places) {
        var bytes = Octets.EMPTY;
        for (int i = 0; i < labels.size(); i++) {
            var end = labels.subList(i, labels.size());
            var place = places.get(end);
            if (place != null) {
                return bytes.plus(Octets.ofInts(POINTER | place >>> 8, place));
            }
            if (start + bytes.length() <= FARTHEST) {
                places.put(end, start + bytes.length());
            }
            var label = Octets.of(labels.get(i).getBytes(StandardCharsets.ISO_8859_1));
            bytes = bytes.plus(Octets.ofInts(label.length())).plus(label);
        }
        return bytes.plus(Octets.ofInts(0));
    }

    @Override
    public String toString() {
        return String.join(".", labels);
    }
}
