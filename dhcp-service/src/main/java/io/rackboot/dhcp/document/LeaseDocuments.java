package io.rackboot.dhcp.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.Rack;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.nats.Entry;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the bucket `leases` ought to hold: a document for each lease that is held in this rack, by address.
final class LeaseDocuments {
    private static final ObjectMapper JSON = Json.mapper();

    private final Rack rack;
    private final LeaseTable table;
    private final Machines machines;

    LeaseDocuments(Rack rack, LeaseTable table, Machines machines) {
        this.rack = rack;
        this.table = table;
        this.machines = machines;
    }

    /// {@return the document of an address; empty where nobody holds it}
    Optional<byte[]> of(Ip4Address address) {
        return table.leaseAt(address).filter(Lease::isBound).map(this::json);
    }

    /// {@return a comparison of the table with the bucket, which is yet to be seen}
    Comparison compare() {
        return new Comparison();
    }

    /// Which documents are not what they ought to be; those of other racks are let alone.
    final class Comparison {
        private final Set<Ip4Address> wrong = new HashSet<>();

        private Comparison() {
            table.leases().stream().filter(Lease::isBound).map(Lease::address).forEach(wrong::add);
        }

        /// The bucket holds this.
        void see(Entry entry) {
            ours(entry).ifPresent(address -> {
                boolean right = of(address)
                        .filter(json -> Arrays.equals(json, entry.value()))
                        .isPresent();
                if (right) {
                    wrong.remove(address);
                } else {
                    wrong.add(address);
                }
            });
        }

        /// {@return their addresses, when all of the bucket was seen}
        Set<Ip4Address> wrong() {
            return wrong;
        }
    }

    private Optional<Ip4Address> ours(Entry entry) {
        try {
            var document = JSON.readValue(entry.value(), LeaseDocument.class);
            return Optional.of(document)
                    .filter(lease -> lease.rack().equals(rack))
                    .map(_ -> Ip4Address.parse(entry.key()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty(); // no lease of this release: somebody else's
        }
    }

    private byte[] json(Lease lease) {
        try {
            return JSON.writeValueAsBytes(new LeaseDocument(
                    new Ipv4(lease.address().toString()),
                    machines.idOf(lease),
                    rack,
                    lease.hostName(),
                    lease.granted(),
                    lease.expires()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a lease that cannot be written: " + lease, e);
        }
    }
}
