package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Option 77, the user classes a client says it belongs to. Never malformed.
///
/// RFC 3004 has each class preceded by its length. iPXE and a good part of the firmware send the bare text: bytes
/// whose lengths do not add up are taken as one class.
///
/// @param classes the classes in the client's order
public record UserClass(List<Octets> classes) {
    /// Reads both forms, writes RFC 3004's.
    public static final OptionFormat<UserClass> FORMAT =
            new OptionFormat<>("user classes", UserClass::read, UserClass::write);

    /// Takes a copy.
    public UserClass {
        classes = List.copyOf(classes);
    }

    /// {@return whether one of the classes is this text}
    public boolean includes(String name) {
        return classes.stream().anyMatch(bytes -> bytes.text().equals(name));
    }

    private static UserClass read(ByteBuffer buffer) {
        var all = Octets.ofRemaining(buffer);
        var classes = new ArrayList<Octets>();
        int at = 0;
        while (at < all.length()) {
            int end = at + 1 + all.at(at);
            if (end == at + 1 || end > all.length()) {
                return new UserClass(List.of(all));
            }
            classes.add(all.slice(at + 1, end));
            at = end;
        }
        return new UserClass(classes);
    }

    private Octets write() {
        return classes.stream()
                .map(bytes -> Octets.ofInts(bytes.length()).plus(bytes))
                .reduce(Octets.EMPTY, Octets::plus);
    }
}
