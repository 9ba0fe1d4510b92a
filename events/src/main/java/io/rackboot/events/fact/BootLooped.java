package io.rackboot.events.fact;

import io.rackboot.events.BootClient;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A program of a machine asked for its boot file again and again, three times or more within a minute, without the
/// machine's system coming up in between. Said once a minute while it lasts.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param client the program that asks
/// @param file the boot file that it was given before
/// @param times how often it asked within the last minute, this time included
/// @param given the boot file that it is given now; the same where there is no other
/// @param xid the transaction id, 8 hex digits
public record BootLooped(
        Rack rack, MachineId machine, BootClient client, String file, int times, String given, String xid)
        implements BootFact {}
