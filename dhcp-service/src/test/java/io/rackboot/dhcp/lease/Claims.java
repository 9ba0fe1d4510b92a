package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the clients believe to hold, from nothing but the messages that they sent and got.
final class Claims {
    private record Claim(Holder holder, Instant until) {}

    private final Map<Ip4Address, Claim> byAddress = new HashMap<>();
    /// The leases that answer the client's last request and its repeats: the only ones whose DHCPACK it takes.
    private final Map<Holder, List<Lease>> answers = new HashMap<>();

    /// DHCPREQUEST: whoever asks for an address uses no other, and takes no answer about another.
    void asks(Holder holder, Ip4Address address) {
        answers.computeIfAbsent(holder, _ -> new ArrayList<>())
                .removeIf(lease -> !lease.address().equals(address));
        byAddress
                .entrySet()
                .removeIf(claim -> claim.getValue().holder().equals(holder)
                        && !claim.getKey().equals(address));
    }

    /// The lease that is to be granted when it is on disk.
    void isAnswered(Holder holder, Lease lease) {
        answers.get(holder).add(lease);
    }

    /// DHCPACK.
    void isGranted(Holder holder, Lease lease) {
        if (answers.getOrDefault(holder, List.of()).contains(lease)) {
            byAddress.put(lease.address(), new Claim(holder, lease.expires()));
        }
    }

    /// DHCPNAK, DHCPRELEASE, DHCPDECLINE.
    void hasNone(Holder holder) {
        answers.remove(holder);
        byAddress.values().removeIf(claim -> claim.holder().equals(holder));
    }

    void requireNoOther(Holder holder, Ip4Address address, Instant now) {
        assertThat(Optional.ofNullable(byAddress.get(address))
                        .filter(claim ->
                                !claim.holder().equals(holder) && claim.until().isAfter(now)))
                .as("who else believes to hold %s at %s", address, now)
                .isEmpty();
    }
}
