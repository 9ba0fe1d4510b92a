package io.rackboot.boot.delivery;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import java.util.UUID;

/// How a request says which machine it is for.
sealed interface Addressee {
    /// By the MAC address in its path.
    record ByMac(MachineId mac) implements Addressee {}

    /// By the SMBIOS UUID in a file's name.
    record ByUuid(UUID uuid) implements Addressee {}

    /// By the machine's own address in a file's name.
    record ByAddress(Ipv4 address) implements Addressee {}

    /// Not at all: it is the machine that holds the client's address.
    record ByClient() implements Addressee {}
}
