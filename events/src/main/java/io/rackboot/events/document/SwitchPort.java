package io.rackboot.events.document;

import java.util.Optional;

/// A port of a switch, as its relay agent names it in option 82 (RFC 3046): the same hex as in `boot-requested`.
///
/// @param circuitId sub-option 1 in lower-case hex; empty where `remoteId` alone counts
/// @param remoteId sub-option 2 in lower-case hex; empty where `circuitId` alone counts
public record SwitchPort(Optional<String> circuitId, Optional<String> remoteId) {

    /// @throws IllegalArgumentException without either, or for what is not hex
    public SwitchPort {
        circuitId.ifPresent(hex -> Names.requireHex("circuitId", hex));
        remoteId.ifPresent(hex -> Names.requireHex("remoteId", hex));
        if (circuitId.isEmpty() && remoteId.isEmpty()) {
            throw new IllegalArgumentException("a switch port has a circuitId, a remoteId, or both");
        }
    }
}
