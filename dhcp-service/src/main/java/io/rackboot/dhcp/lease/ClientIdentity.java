package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import java.util.Optional;

/// What tells clients apart.
///
/// | option 61 | sent by | by hardware address | by client identifier |
/// |---|---|---|---|
/// | none | PXE ROMs, dhclient | `chaddr` | `chaddr` |
/// | `htype` and `chaddr` (RFC 2132 §9.14) | iPXE, udhcpc | `chaddr` | `chaddr` |
/// | 255, IAID and DUID (RFC 4361), or anything else | systemd-networkd, the UUID of some ROMs | `chaddr` | option 61 |
///
/// Where there is no hardware address (InfiniBand, RFC 4390) it is option 61 in both.
public enum ClientIdentity {
    /// The hardware address: a machine's firmware, loader and system are one client.
    HARDWARE_ADDRESS {
        @Override
        public Optional<ClientKey> of(HardwareAddress hardware, Optional<Octets> clientIdentifier) {
            return ClientKey.of(hardware, clientIdentifier);
        }
    },
    /// Option 61, as RFC 2131 §4.2 has it: several clients behind one hardware address are several.
    CLIENT_IDENTIFIER {
        @Override
        public Optional<ClientKey> of(HardwareAddress hardware, Optional<Octets> clientIdentifier) {
            return clientIdentifier
                    .filter(id -> !id.isEmpty() && !id.equals(legacy(hardware)))
                    .map(ClientKey::ofIdentifier)
                    .or(() -> ClientKey.of(hardware, clientIdentifier));
        }
    };

    /// {@return the key of a client; empty for one that names itself in no way}
    public abstract Optional<ClientKey> of(HardwareAddress hardware, Optional<Octets> clientIdentifier);

    private static Octets legacy(HardwareAddress hardware) {
        return Octets.ofInts(hardware.htype()).plus(hardware.bytes());
    }
}
