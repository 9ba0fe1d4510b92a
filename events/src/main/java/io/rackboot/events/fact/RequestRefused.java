package io.rackboot.events.fact;

import io.rackboot.events.Emitter;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.util.Optional;

/// A service said no or stayed silent, with its reason.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param service the service that refused
/// @param reason a fixed kebab-case word for the reason
/// @param detail what was asked and what would mend it, for people
/// @param client the client's address, if it has one
public record RequestRefused(
        Rack rack, MachineId machine, Emitter service, String reason, String detail, Optional<Ipv4> client)
        implements BootFact {}
