package io.rackboot.events.fact;

import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.util.Optional;
import java.util.UUID;

/// A network-boot DHCPDISCOVER or DHCPINFORM arrived; said once per transaction.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param firmware the firmware class
/// @param client the program that asked
/// @param architecture RFC 4578 option 93, or 65535 where the client sent none
/// @param uuid the SMBIOS UUID of option 97; absent where the firmware has none
/// @param vendorClass option 60 as text, or empty
/// @param networkInterface the server's interface it arrived on
/// @param xid the transaction id, 8 hex digits
/// @param relay the relay it came through, if any
public record BootRequested(
        Rack rack,
        MachineId machine,
        Firmware firmware,
        BootClient client,
        int architecture,
        Optional<UUID> uuid,
        String vendorClass,
        String networkInterface,
        String xid,
        Optional<Relay> relay)
        implements BootFact {}
