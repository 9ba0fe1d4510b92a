package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Request;

/// Where a transfer stands. Values only: no socket, no clock, no counter.
///
/// ```
///   options granted          nothing granted
///         |                         |
///         v        ACK 0            v       ACK of the last block
///      Offered ----------------> Sending --------------------------> Ended(Complete)
///         |                      |  ^  |
///         | ERROR                |  |  | ERROR
///         v                      +--+  v
///   Ended(Probe | Aborted)       ACK   Ended(Aborted)
/// ```
sealed interface Progress {

    /// A transfer that waits for its client.
    sealed interface Waiting extends Progress {
        /// {@return what a packet from the client means}
        Step on(TftpPacket packet);

        /// {@return the state after a time-out: whatever was not acknowledged is to be sent again}
        Waiting rewound();

        /// {@return whether something may be lost, so that no full time-out is waited for}
        boolean doubtful();
    }

    /// What a packet meant.
    sealed interface Step {
        /// It moved the transfer on.
        record Moved(Progress next) implements Step {}

        /// It says again where the client stands, so that something may be lost: wait a moment, no full time-out.
        record Hasten() implements Step {}

        /// It changes nothing.
        record Ignored() implements Step {}
    }

    /// The OACK is out and nothing is acknowledged.
    ///
    /// @param sizeAsked whether the client asked for the size
    record Offered(boolean sizeAsked, int windowsize) implements Waiting {
        @Override
        public Step on(TftpPacket packet) {
            return switch (packet) {
                case Ack(int block) -> block == 0 ? new Step.Moved(Sending.start(windowsize)) : new Step.Ignored();
                // EDK2 ends its size probe with ERROR 8, Intel's ROM with ERROR 0.
                case Error error ->
                    new Step.Moved(new Ended(sizeAsked ? new Ending.Probe() : Sending.endedByClient(error)));
                case Data _, Oack _, Request _ -> new Step.Ignored();
            };
        }

        @Override
        public Offered rewound() {
            return this;
        }

        @Override
        public boolean doubtful() {
            return false;
        }
    }

    /// Blocks are out. Numbers count from 1 and do not roll over; on the wire they are taken modulo 65536.
    ///
    /// @param acknowledged the last block that the client has
    /// @param sent the last block sent since the last rewind
    /// @param last the number of the file's last block, [#UNKNOWN] until it has been read
    /// @param windowsize blocks per ACK
    /// @param repeated the last block that went out again for a time-out, so that the client may have it twice
    /// @param doubtful whether the last ACK may have been for such a block, or may mean a loss
    record Sending(long acknowledged, long sent, long last, int windowsize, long repeated, boolean doubtful)
            implements Waiting {
        static final long UNKNOWN = Long.MAX_VALUE;
        private static final int BLOCK_NUMBERS = 0x1_0000;

        static Sending start(int windowsize) {
            return new Sending(0, 0, UNKNOWN, windowsize, 0, false);
        }

        /// {@return the last block that may be sent before an ACK, given the number of the file's last block}
        long windowEnd(long lastBlock) {
            return lastBlock - windowsize < acknowledged ? lastBlock : acknowledged + windowsize;
        }

        Sending sentUpTo(long block, long lastBlock) {
            return new Sending(acknowledged, block, lastBlock, windowsize, repeated, doubtful);
        }

        @Override
        public Step on(TftpPacket packet) {
            return switch (packet) {
                case Ack(int block) -> acknowledged(block);
                case Error error -> new Step.Moved(new Ended(endedByClient(error)));
                case Data _, Oack _, Request _ -> new Step.Ignored();
            };
        }

        private Step acknowledged(int block) {
            int further = Math.floorMod(block - acknowledged, BLOCK_NUMBERS);
            if (further == 0) {
                // A repeated ACK answered at once makes every later packet go out twice, for ever (RFC 1123
                // §4.2.3.1, the sorcerer's apprentice). In a window it may mean that the first block was lost
                // (RFC 7440 §4), but only time tells that from a repeated one.
                return windowsize == 1 ? new Step.Ignored() : new Step.Hasten();
            }
            if (further > sent - acknowledged) {
                return new Step.Ignored();
            }
            long now = acknowledged + further;
            return new Step.Moved(now == last ? new Ended(new Ending.Complete()) : movedTo(now));
        }

        /// An ACK inside the window says that the next block was lost: go on from there (RFC 7440 §4). But clients
        /// also answer a block that they get twice: then the rest of the window is on its way.
        private Sending movedTo(long block) {
            return block < sent && block <= repeated
                    ? new Sending(block, sent, last, windowsize, repeated, true)
                    : new Sending(block, block, last, windowsize, repeated, false);
        }

        @Override
        public Sending rewound() {
            return new Sending(acknowledged, acknowledged, last, windowsize, Math.max(repeated, sent), false);
        }

        static Ending.Aborted endedByClient(Error error) {
            return new Ending.Aborted("the client sent ERROR " + error.code() + " " + Printable.of(error.message()));
        }
    }

    /// It is over.
    record Ended(Ending ending) implements Progress {}
}
