package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.util.Optional;

/// What the reply needs of a machine's document.
///
/// @param id its name in boot paths and facts
/// @param address the address reserved for it
/// @param hostName the name it is given
/// @param loader the loader it is given
public record Machine(MachineId id, Optional<Ip4Address> address, Optional<String> hostName, Loader loader) {}
