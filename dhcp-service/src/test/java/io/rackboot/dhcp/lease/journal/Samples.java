package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Leases and facts, told apart by numbers. Needs the JDK alone, and little of it (nothing is formatted or parsed), for
/// processes that are to start quickly.
final class Samples {
    private static final Instant THEN = Instant.ofEpochSecond(1_795_233_906, 789_000_000);
    private static final int NETWORK = 0x0a000000;

    private Samples() {}

    static Lease lease(int host, int version) {
        var hardware = new HardwareAddress(1, Octets.ofInts(0x52, 0x54, 0, 0, host >> 8 & 0xff, host & 0xff));
        return new Lease(
                new Ip4Address(NETWORK + host),
                new ClientKey(hardware.bytes().hex()),
                hardware,
                host % 3 == 0 ? Optional.empty() : Optional.of(Octets.ofInts(255, 1, 2, host & 0xff)),
                "rack",
                host % 2 == 0 ? Optional.empty() : Optional.of("knoten-" + host + "-ü"),
                THEN,
                THEN.plusSeconds(version),
                Lease.State.values()[version % 4],
                new Contact(
                        THEN.plusMillis(version),
                        host % 5 == 0 ? Optional.empty() : Optional.of(Octets.ofInts(1, 1, host & 0xff))),
                Optional.empty());
    }

    static int host(Lease lease) {
        return lease.address().bits() - NETWORK;
    }

    static int version(Lease lease) {
        return (int) Duration.between(THEN, lease.expires()).toSeconds();
    }

    /// Of the hosts from 0 on.
    static List<Lease> leases(int count, int version) {
        return IntStream.range(0, count).mapToObj(host -> lease(host, version)).toList();
    }

    static OutboxFact fact(int number) {
        return new OutboxFact(
                "id-" + number, "boot.r1.m" + number + ".lease-granted", Octets.ofText("{" + number + "}"));
    }

    /// With a payload of a size.
    static OutboxFact fact(int number, int size) {
        return new OutboxFact("id-" + number, "boot.r1.m" + number + ".lease-granted", Octets.of(new byte[size]));
    }

    /// Numbered from the first to the last.
    static List<OutboxFact> facts(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Samples::fact).toList();
    }

    /// Of one lease and one fact.
    static Commit commit(int host, int version) {
        return new Commit(List.of(lease(host, version)), List.of(fact(version)));
    }
}
