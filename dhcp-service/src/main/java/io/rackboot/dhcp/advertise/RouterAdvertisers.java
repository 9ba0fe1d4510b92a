package io.rackboot.dhcp.advertise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [RouterAdvertiser] on each of some interfaces.
public final class RouterAdvertisers implements AutoCloseable {
    private final Map<String, RouterAdvertiser> byInterface = new HashMap<>();
    private long sentByFormer;

    /// Goes over to these interfaces; waits up to a second for each of the former ones to end.
    public synchronized void serve(List<String> interfaces) {
        byInterface.entrySet().removeIf(running -> {
            boolean ends = !interfaces.contains(running.getKey());
            if (ends) {
                running.getValue().close();
                sentByFormer += running.getValue().sent();
            }
            return ends;
        });
        interfaces.forEach(name -> byInterface.computeIfAbsent(name, RouterAdvertiser::start));
    }

    /// {@return advertisements sent since the start}
    public synchronized long sent() {
        return sentByFormer
                + byInterface.values().stream()
                        .mapToLong(RouterAdvertiser::sent)
                        .sum();
    }

    @Override
    public void close() {
        serve(List.of());
    }
}
