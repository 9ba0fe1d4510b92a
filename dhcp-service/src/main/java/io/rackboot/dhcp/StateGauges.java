package io.rackboot.dhcp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.dhcp.lease.PoolUse;
import io.rackboot.dhcp.socket.KernelDrops;
import java.util.function.ToLongFunction;

/// What stands at this moment, as metrics.
final class StateGauges {
    private StateGauges() {}

    static void register(MeterRegistry registry, Running running) {
        for (var subnet : running.settings().subnets()) {
            pool(registry, running, subnet.name(), "size", PoolUse::size);
            pool(registry, running, subnet.name(), "bound", PoolUse::bound);
            pool(registry, running, subnet.name(), "quarantined", PoolUse::quarantined);
        }
        Gauge.builder("dhcp.outbox.facts", running.journal(), journal -> journal.outboxSize())
                .register(registry);
        Gauge.builder("dhcp.journal.bytes", running.journal(), journal -> journal.bytes())
                .register(registry);
        Gauge.builder("dhcp.machines", running.machines(), machines -> machines.size())
                .register(registry);
        Gauge.builder("dhcp.interfaces.served", running.interfaces(), interfaces -> interfaces.served())
                .register(registry);
        int port = running.settings().sockets().serverPort();
        FunctionCounter.builder("dhcp.dropped.requests", running, _ -> KernelDrops.on(port))
                .tag("reason", "socket-full")
                .register(registry);
    }

    private static void pool(
            MeterRegistry registry, Running running, String subnet, String state, ToLongFunction<PoolUse> value) {
        Gauge.builder(
                        "dhcp.addresses",
                        running.table(),
                        table -> table.use().stream()
                                .filter(use -> use.subnet().equals(subnet))
                                .mapToLong(value)
                                .sum())
                .tag("subnet", subnet)
                .tag("state", state)
                .register(registry);
    }
}
