package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import java.util.Optional;

/// The Ethernet address inside a client identifier, where there is one.
///
/// ```
///   01 | MAC                                  RFC 2132 section 9.14
///   ff | IAID (4) | DUID                      RFC 4361
///   00 01 | 00 01 | time (4) | MAC            DUID-LLT, RFC 8415 section 11.2
///   00 03 | 00 01 | MAC                       DUID-LL, RFC 8415 section 11.4
/// ```
public final class ClientIdentifiers {
    private static final int DUID_OFFSET = 5;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 255;

    private ClientIdentifiers() {}

    /// {@return whether option 61 can carry these octets: 2 to 255 of them, RFC 2132 section 9.14}
    public static boolean isOne(Octets octets) {
        return octets.length() >= SHORTEST && octets.length() <= LONGEST;
    }

    /// {@return the address that option 61 carries}
    public static Optional<MachineId> macIn(Octets identifier) {
        if (identifier.length() == 7 && identifier.at(0) == 1) {
            return Optional.of(new MachineId(identifier.slice(1, 7).hex()));
        }
        return identifier.length() > DUID_OFFSET && identifier.at(0) == 0xff
                ? macInDuid(identifier.slice(DUID_OFFSET, identifier.length()))
                : Optional.empty();
    }

    /// {@return the address that a DUID was made of}
    public static Optional<MachineId> macInDuid(Octets duid) {
        var hex = duid.hex();
        boolean linkLayerAndTime = hex.length() == 28 && hex.startsWith("00010001");
        boolean linkLayer = hex.length() == 20 && hex.startsWith("00030001");
        return linkLayerAndTime || linkLayer
                ? Optional.of(new MachineId(hex.substring(hex.length() - 12)))
                : Optional.empty();
    }
}
