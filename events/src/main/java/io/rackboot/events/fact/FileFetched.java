package io.rackboot.events.fact;

import io.rackboot.events.FileRole;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import java.time.Duration;
import java.util.Optional;

/// One transfer ended.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param path the path as asked for
/// @param role what the file is to the boot
/// @param protocol how it was fetched
/// @param bytes bytes delivered
/// @param duration from the request to the last acknowledged byte
/// @param sha256 the whole file's digest in hex, where it is known
/// @param outcome how it ended
/// @param client the client's address
public record FileFetched(
        Rack rack,
        MachineId machine,
        String path,
        FileRole role,
        TransferProtocol protocol,
        long bytes,
        Duration duration,
        Optional<String> sha256,
        TransferOutcome outcome,
        Ipv4 client)
        implements BootFact {}
