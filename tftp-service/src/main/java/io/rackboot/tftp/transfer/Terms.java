package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.TftpPacket.Oack;
import java.time.Duration;
import java.util.Optional;

/// What client and server agreed on.
///
/// @param blksize bytes of file per DATA
/// @param windowsize DATA packets per ACK
/// @param timeout the interval that the client named, if it did
/// @param sizeAsked whether it asked for the size, as a probe does
/// @param oack what tells the client so; absent when nothing was negotiated, and the first DATA stands in its place
public record Terms(int blksize, int windowsize, Optional<Duration> timeout, boolean sizeAsked, Optional<Oack> oack) {
    /// RFC 1350's block, in force when `blksize` was not negotiated.
    public static final int DEFAULT_BLKSIZE = 512;
}
