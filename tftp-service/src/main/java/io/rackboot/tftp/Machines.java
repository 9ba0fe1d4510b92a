package io.rackboot.tftp;

import com.fasterxml.jackson.databind.ObjectReader;
import io.rackboot.events.Buckets;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Which machine a client address belongs to, by the leases that dhcp-service publishes.
@ApplicationScoped
class Machines {
    private static final Logger LOG = Logger.getLogger(Machines.class);
    private static final ObjectReader LEASE = Json.mapper().readerFor(LeaseDocument.class);
    private final Replica leases;

    Machines(Nats nats, TftpConfig config) {
        this.leases = nats.replica(
                BucketDefinition.of(Buckets.LEASES), config.stateDirectory().resolve("leases.snapshot"));
    }

    /// {@return the machine that holds the address, [MachineId#UNKNOWN] when no lease says so}
    MachineId holding(InetAddress address) {
        return leases.get(address.getHostAddress()).flatMap(Machines::machine).orElse(MachineId.UNKNOWN);
    }

    private static Optional<MachineId> machine(Entry entry) {
        try {
            LeaseDocument lease = LEASE.readValue(entry.value());
            return Optional.of(lease.machine());
        } catch (IOException e) {
            LOG.debugf("lease %s is not readable: %s", entry.key(), e.getMessage());
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        leases.close();
    }
}
