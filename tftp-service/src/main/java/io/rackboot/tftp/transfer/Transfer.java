package io.rackboot.tftp.transfer;

import io.rackboot.tftp.transfer.Progress.Ended;
import io.rackboot.tftp.transfer.Progress.Offered;
import io.rackboot.tftp.transfer.Progress.Sending;
import io.rackboot.tftp.transfer.Progress.Step.Hasten;
import io.rackboot.tftp.transfer.Progress.Step.Ignored;
import io.rackboot.tftp.transfer.Progress.Step.Moved;
import io.rackboot.tftp.transfer.Progress.Waiting;
import io.rackboot.tftp.wire.ErrorCode;
import io.rackboot.tftp.wire.Mode;
import io.rackboot.tftp.wire.TftpPacket.Error;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;

/// One file sent to one client: the loop of RFC 1350 and RFC 7440, to be run once, on a thread of its own.
///
/// Send what the window allows, wait for the ACK, go on from the block that it names; after a time-out send again from
/// the last block acknowledged.
public final class Transfer {
    /// After this many time-outs in a row the last block is taken for one whose ACK was lost with its client.
    private static final int TRIES_FOR_THE_LAST_BLOCK = 6;

    private final Peer peer;
    private final Terms terms;
    private final Duration giveUp;
    private final Window window;
    private final ReadAhead content;
    private final long begin = System.nanoTime();
    private volatile String abandoned = "";

    private RetransmissionTimeout timeout;
    private long lastMoved = begin;
    private long acknowledged;
    private long furthestSent;
    private long retransmitted;
    private int timeoutsInARow;
    private boolean measurable;

    /// @param file what to send; closed by the caller
    /// @param giveUp how long the client may make no progress
    public Transfer(Peer peer, Terms terms, Mode mode, ReadableByteChannel file, Duration giveUp) {
        this.peer = peer;
        this.terms = terms;
        this.giveUp = giveUp;
        var bytes = mode == Mode.NETASCII ? new NetasciiChannel(file) : file;
        this.content = new ReadAhead(bytes, (long) terms.blksize() * terms.windowsize());
        this.window = new Window(terms, content);
        this.timeout = RetransmissionTimeout.of(terms);
    }

    /// Runs the transfer to its end.
    public TransferReport run() {
        var ending = ending();
        return new TransferReport(
                ending, window.bytesUpTo(acknowledged), retransmitted, Duration.ofNanos(System.nanoTime() - begin));
    }

    /// Ends the transfer from another thread; the client hears why.
    public void stop(String reason) {
        try {
            peer.send(Error.of(ErrorCode.NOT_DEFINED, reason));
        } catch (ClosedChannelException _) {
            // It ended by itself meanwhile.
        }
        abandon(reason);
    }

    /// Ends the transfer from another thread without a word: its client has begun anew on the same port and would take
    /// an ERROR for the answer to that.
    public void abandon(String reason) {
        abandoned = reason;
        peer.close();
    }

    private Ending ending() {
        try {
            return loop();
        } catch (ContentException e) {
            return tellClient(e);
        } catch (IOException e) {
            return new Ending.Aborted(abandoned.isEmpty() ? "socket: " + e.getMessage() : abandoned);
        }
    }

    private Ending tellClient(ContentException e) {
        try {
            peer.send(Error.of(ErrorCode.NOT_DEFINED, e.getMessage()));
        } catch (ClosedChannelException _) {
            // There is nobody left to tell.
        }
        return new Ending.Aborted("reading failed: " + e.getMessage());
    }

    private Ending loop() throws IOException, ContentException {
        Progress progress =
                terms.oack().isPresent() ? new Offered(terms.sizeAsked(), terms.windowsize()) : firstWindow();
        while (true) {
            switch (progress) {
                case Offered offered -> progress = await(offer(offered));
                case Sending sending -> progress = await(transmit(sending));
                case Ended(Ending ending) -> {
                    return ending;
                }
            }
        }
    }

    private Sending firstWindow() {
        return Sending.start(terms.windowsize());
    }

    private Offered offer(Offered offered) throws IOException {
        measurable = timeoutsInARow == 0;
        if (timeoutsInARow > 0) {
            retransmitted++;
        }
        peer.send(terms.oack().orElseThrow());
        return offered;
    }

    private Sending transmit(Sending sending) throws IOException, ContentException {
        acknowledged = sending.acknowledged();
        measurable = true;
        long block = sending.sent();
        long last = sending.last();
        while (block < sending.windowEnd(last)) {
            block++;
            var packet = window.packet(block);
            last = window.last();
            if (block <= furthestSent) {
                retransmitted++;
                measurable = false;
            }
            peer.send(packet);
        }
        furthestSent = Math.max(furthestSent, block);
        readAhead();
        return sending.sentUpTo(block, last);
    }

    private void readAhead() throws ContentException {
        if (terms.windowsize() > 1) {
            try {
                content.whileWaiting();
            } catch (IOException e) {
                throw new ContentException(e);
            }
        }
    }

    private Progress await(Waiting waiting) throws IOException {
        long sent = System.nanoTime();
        boolean doubtful = waiting.doubtful();
        long deadline = sent + (doubtful ? timeout.hastened() : timeout.current());
        while (true) {
            var packet = peer.receive(deadline - System.nanoTime());
            if (packet.isEmpty()) {
                return doubtful ? givenUpOrRewound(waiting) : timedOut(waiting);
            }
            switch (waiting.on(packet.get())) {
                case Moved(Progress next) -> {
                    moved(waiting, next, sent);
                    return next;
                }
                case Hasten _ -> {
                    deadline = Math.min(deadline, System.nanoTime() + timeout.hastened());
                    doubtful = true;
                }
                case Ignored _ -> {}
            }
        }
    }

    private void moved(Waiting from, Progress next, long sent) {
        lastMoved = System.nanoTime();
        timeoutsInARow = 0;
        if (measurable) {
            timeout = timeout.measured(lastMoved - sent);
        }
        if (next instanceof Ended(Ending.Complete _) && from instanceof Sending sending) {
            acknowledged = sending.last();
        }
    }

    private Progress timedOut(Waiting waiting) {
        timeoutsInARow++;
        timeout = timeout.backedOff();
        return givenUpOrRewound(waiting);
    }

    private Progress givenUpOrRewound(Waiting waiting) {
        return givenUp(waiting)
                .<Progress>map(reason -> new Ended(new Ending.Aborted(reason + peer.trouble())))
                .orElseGet(waiting::rewound);
    }

    private Optional<String> givenUp(Waiting waiting) {
        long still = System.nanoTime() - lastMoved;
        if (waiting instanceof Sending sending
                && sending.sent() == sending.last()
                && timeoutsInARow >= TRIES_FOR_THE_LAST_BLOCK) {
            return Optional.of("the last block was not acknowledged");
        }
        return still < giveUp.toNanos()
                ? Optional.empty()
                : Optional.of(
                        "no acknowledgement for " + Duration.ofNanos(still).toSeconds() + " s");
    }
}
