package io.rackboot.dhcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.reply.Machines;
import java.time.Instant;
import java.util.Optional;

/// A lease as `GET /leases` shows it.
///
/// @param address the address
/// @param machine the machine's name in facts and paths
/// @param chaddr the client's hardware address
/// @param clientIdentifier option 61 in hex
/// @param subnet the subnet's name
/// @param hostName the name given with it
/// @param granted when this client was given it first
/// @param expires when it ends or ended, or when the quarantine ends
/// @param state `bound`, `released`, `expired` or `declined`
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection
public record LeaseEntry(
        String address,
        String machine,
        String chaddr,
        Optional<String> clientIdentifier,
        String subnet,
        Optional<String> hostName,
        Instant granted,
        Instant expires,
        String state) {

    static LeaseEntry of(Lease lease, Machines machines) {
        return new LeaseEntry(
                lease.address().toString(),
                machines.idOf(lease).text(),
                lease.hardware().toString(),
                lease.clientIdentifier().map(Object::toString),
                lease.subnet(),
                lease.hostName(),
                lease.granted(),
                lease.expires(),
                LeaseQuery.word(lease.state()));
    }
}
