package io.rackboot.dhcp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rackboot.dhcp.lease.PoolUse;
import io.rackboot.dhcp.socket.KernelDrops;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What stands at this moment, as metrics.
final class StateGauges {
    private final Running running;
    private final MultiGauge addresses;

    private StateGauges(Running running, MultiGauge addresses) {
        this.running = running;
        this.addresses = addresses;
    }

    /// @param port the server's
    static StateGauges register(MeterRegistry registry, Running running, int port) {
        Gauge.builder("dhcp.outbox.facts", running.journal(), journal -> journal.outboxSize())
                .register(registry);
        Gauge.builder("dhcp.journal.bytes", running.journal(), journal -> journal.bytes())
                .register(registry);
        Gauge.builder("dhcp.machines", running.machines(), machines -> machines.size())
                .register(registry);
        Gauge.builder("dhcp.interfaces.served", running.interfaces(), interfaces -> interfaces.served())
                .register(registry);
        FunctionCounter.builder("dhcp.dropped.requests", running, _ -> KernelDrops.on(port))
                .tag("reason", "socket-full")
                .register(registry);
        var gauges =
                new StateGauges(running, MultiGauge.builder("dhcp.addresses").register(registry));
        gauges.subnetsChanged();
        return gauges;
    }

    /// Shows the subnets that are served now, in place of the former ones.
    void subnetsChanged() {
        var rows = running.table().use().stream()
                .flatMap(use -> Stream.<MultiGauge.Row<?>>of(
                        row(use.subnet(), "size", PoolUse::size),
                        row(use.subnet(), "bound", PoolUse::bound),
                        row(use.subnet(), "quarantined", PoolUse::quarantined)))
                .toList();
        addresses.register(rows, true);
    }

    private MultiGauge.Row<?> row(String subnet, String state, ToLongFunction<PoolUse> value) {
        return MultiGauge.Row.of(
                Tags.of("subnet", subnet, "state", state),
                running.table(),
                table -> table.use().stream()
                        .filter(use -> use.subnet().equals(subnet))
                        .mapToLong(value)
                        .sum());
    }
}
