package io.rackboot.tftp.transfer;

import java.time.Duration;

/// What became of a transfer.
///
/// @param ending how it ended
/// @param bytes bytes of file that the client acknowledged, as they crossed the wire
/// @param retransmitted packets sent more than once
/// @param duration from its start to its end
public record TransferReport(Ending ending, long bytes, long retransmitted, Duration duration) {}
