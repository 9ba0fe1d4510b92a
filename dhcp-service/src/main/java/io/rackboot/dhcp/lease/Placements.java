package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which machines without a reserved address have a record, and so are not awaited any more.
final class Placements {
    private final Map<Ip4Address, String> byAddress = new HashMap<>();
    private final Map<String, Integer> records = new HashMap<>();

    /// Takes note of whose record an address has.
    void put(Ip4Address address, Optional<String> machine) {
        var before = Optional.ofNullable(byAddress.get(address));
        if (before.equals(machine)) {
            return;
        }
        before.ifPresent(former -> {
            byAddress.remove(address);
            records.computeIfPresent(former, (_, count) -> count == 1 ? null : count - 1);
        });
        machine.ifPresent(now -> {
            byAddress.put(address, now);
            records.merge(now, 1, Integer::sum);
        });
    }

    /// {@return how many machines have a record}
    int machines() {
        return records.size();
    }
}
