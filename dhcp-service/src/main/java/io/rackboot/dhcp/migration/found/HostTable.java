package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The addresses of names, as `/etc/hosts` lists them (hosts(5)): `ADDRESS NAME...`; case does not count.
///
/// @param addresses by name in lower case
public record HostTable(Map<String, Ip4Address> addresses) {
    /// No names.
    public static final HostTable EMPTY = new HostTable(Map.of());

    public HostTable {
        addresses = Map.copyOf(addresses);
    }

    /// Reads a table. Of a name's addresses the first counts; loopback and IPv6 addresses are passed over.
    public static HostTable of(String text) {
        var addresses = new HashMap<String, Ip4Address>();
        text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
                .forEach(words -> {
                    var address = Notation.address(words[0]).filter(ip -> ip.bits() >>> 24 != 127);
                    for (int i = 1; i < words.length && address.isPresent(); i++) {
                        addresses.putIfAbsent(words[i].toLowerCase(Locale.ROOT), address.get());
                    }
                });
        return new HostTable(addresses);
    }

    /// {@return the name's address}
    public Optional<Ip4Address> address(String name) {
        return Optional.ofNullable(addresses.get(name.toLowerCase(Locale.ROOT)));
    }
}
