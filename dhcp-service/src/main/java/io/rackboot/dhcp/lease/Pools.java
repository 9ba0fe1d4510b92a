package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pools of the served subnets, in the order of the configuration, and how many addresses of each subnet are held.
/// Which pools there are may be asked by any thread, and so may [#use].
final class Pools {
    private final Map<String, Pool> byName;
    private final Map<String, LongAdder> held;
    /// The same, to go through: an address is looked for in them a dozen times for each message.
    private final Pool[] each;

    /// Pools that are full, nothing held.
    ///
    /// @param subnets no two of which overlap
    Pools(Collection<Subnet> subnets) {
        var inOrder = new LinkedHashMap<String, Pool>();
        subnets.forEach(subnet -> inOrder.put(subnet.name(), new Pool(subnet)));
        byName = Collections.unmodifiableMap(inOrder);
        held = inOrder.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
        each = inOrder.values().toArray(Pool[]::new);
    }

    /// {@return the pool of a served subnet}
    Pool of(Subnet subnet) {
        return byName.get(subnet.name());
    }

    /// {@return the pool of the subnet that the address lies in}
    Optional<Pool> of(Ip4Address address) {
        for (var pool : each) {
            if (pool.subnet().contains(address)) {
                return Optional.of(pool);
            }
        }
        return Optional.empty();
    }

    Collection<Pool> each() {
        return byName.values();
    }

    /// {@return the names of the subnets}
    Set<String> names() {
        return byName.keySet();
    }

    /// So many more, or fewer, addresses of the lease's subnet are held, if the lease is.
    void count(Lease lease, int by) {
        if (lease.isBound()) {
            of(lease.address()).ifPresent(pool -> held.get(pool.subnet().name()).add(by));
        }
    }

    /// {@return how full each subnet is}
    ///
    /// @param quarantine the addresses that were declined
    List<PoolUse> use(Quarantine quarantine) {
        return byName.values().stream()
                .map(pool -> new PoolUse(
                        pool.subnet().name(),
                        pool.size(),
                        held.get(pool.subnet().name()).sum(),
                        quarantine.in(pool.subnet())))
                .toList();
    }
}
