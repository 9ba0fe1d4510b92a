package io.rackboot.tftp;

import io.rackboot.tftp.RunningTransfers.Running;
import io.rackboot.tftp.files.FileSource;
import io.rackboot.tftp.files.Lookup;
import io.rackboot.tftp.files.OpenFile;
import io.rackboot.tftp.files.RequestedPath;
import io.rackboot.tftp.transfer.Intake;
import io.rackboot.tftp.transfer.Limits;
import io.rackboot.tftp.transfer.Offer;
import io.rackboot.tftp.transfer.Peer;
import io.rackboot.tftp.transfer.Transfer;
import io.rackboot.tftp.transfer.WindowMemory;
import io.rackboot.tftp.wire.Mode;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// What happens when a request arrives, from top to bottom; each on a thread of its own.
///
/// Platform threads, pooled: a transfer waits for an ACK after every window, and a virtual thread pays for each wait
/// with an epoll registration, a timer and a hand-over. Measured on loopback that cost twice the processor time and a
/// third of the throughput at windowsize 1; their number is bounded by `tftp.max-transfers` in either case.
///
/// When every place is taken, a request is passed over without an answer: clients repeat it, and an ERROR would end
/// their boot.
final class TftpServer {
    private static final Logger LOG = Logger.getLogger(TftpServer.class);

    private final Settings settings;
    private final FileSource files;
    private final Journal journal;
    private final Intake intake;
    private final LocalNetwork network = new LocalNetwork();
    private final RunningTransfers running = new RunningTransfers();
    private final WindowMemory memory;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("tftp-", 0).daemon().factory());

    TftpServer(Settings settings, FileSource files, Journal journal, Intake intake) {
        this.settings = settings;
        this.files = files;
        this.journal = journal;
        this.intake = intake;
        this.memory = new WindowMemory(settings.windowMemory());
        this.places = new Semaphore(settings.maxTransfers());
    }

    /// Takes a request from the listening thread and returns at once.
    void accept(Arrival arrival) {
        if (network.isBroadcast(arrival.local())) {
            return;
        }
        if (!places.tryAcquire()) {
            journal.refused(arrival, Denial.busy(settings.maxTransfers()));
            return;
        }
        threads.execute(() -> inPlace(arrival));
    }

    /// {@return requests being served}
    int active() {
        return settings.maxTransfers() - places.availablePermits();
    }

    /// Waits for the transfers that run, then ends those that are left.
    void stop(Duration grace) throws InterruptedException {
        if (!places.tryAcquire(settings.maxTransfers(), grace.toMillis(), TimeUnit.MILLISECONDS)) {
            running.all().forEach(transfer -> transfer.stop("the server is stopping"));
            places.tryAcquire(settings.maxTransfers(), 1, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private void inPlace(Arrival arrival) {
        try {
            var claim = running.claim(arrival);
            if (claim.isPresent()) {
                claimed(arrival, claim.get());
            } else {
                journal.repeated(arrival);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "request of %s for %s failed: a fault of this program", arrival.client(), arrival.request());
        } finally {
            places.release();
        }
    }

    private void claimed(Arrival arrival, Running place) {
        try {
            serve(arrival, place);
        } catch (IOException e) {
            journal.refused(arrival, Denial.noSocket(String.valueOf(e.getMessage())));
        } finally {
            running.release(place);
        }
    }

    private void serve(Arrival arrival, Running place) throws IOException {
        try (var peer = Peer.open(arrival.client(), arrival.local(), intake)) {
            switch (arrival.request()) {
                case Rrq rrq -> read(rrq, arrival, place, peer);
                case Wrq _ -> refuse(Denial.write(), arrival, place, peer);
            }
        }
    }

    private void read(Rrq rrq, Arrival arrival, Running place, Peer peer) throws ClosedChannelException {
        if (rrq.mode() == Mode.MAIL) {
            refuse(Denial.mail(), arrival, place, peer);
            return;
        }
        switch (Offer.parse(rrq.options())) {
            case Offer.Parsed.Contradictory(String detail) -> refuse(Denial.options(detail), arrival, place, peer);
            case Offer.Parsed.Acceptable(Offer offer) -> find(rrq, offer, arrival, place, peer);
        }
    }

    private void find(Rrq rrq, Offer offer, Arrival arrival, Running place, Peer peer) throws ClosedChannelException {
        switch (RequestedPath.parse(rrq.filename())) {
            case RequestedPath.Parsed.Invalid(var reason, var detail) ->
                refuse(Denial.of(reason, detail), arrival, place, peer);
            case RequestedPath.Parsed.Valid(var path) -> {
                switch (files.open(path, arrival.client().getAddress())) {
                    case Lookup.Refused(var reason, var detail) ->
                        refuse(Denial.of(reason, detail), arrival, place, peer);
                    case Lookup.Found(OpenFile file) -> {
                        try (file) {
                            send(file, path, rrq, offer, arrival, place, peer);
                        }
                    }
                }
            }
        }
    }

    private void send(
            OpenFile file, RequestedPath path, Rrq rrq, Offer offer, Arrival arrival, Running place, Peer peer) {
        int blksize = Math.min(settings.limits().blksize(), network.unfragmentedBlksize(arrival.local()));
        // The size of a netascii text is known only after it was converted.
        var size = rrq.mode() == Mode.OCTET ? file.size() : OptionalLong.empty();
        var wanted = offer.accept(new Limits(blksize, settings.limits().windowsize()), size);
        try (var share = memory.take(wanted.blksize(), wanted.windowsize())) {
            var terms = offer.accept(new Limits(blksize, share.windowsize()), size);
            var transfer = new Transfer(peer, terms, rrq.mode(), file.bytes(), settings.giveUp());
            place.begin(peer, transfer);
            var report = transfer.run();
            // The client may ask for its next file at once, from the same port.
            running.release(place);
            journal.ended(arrival, path, file, report);
        }
    }

    private void refuse(Denial denial, Arrival arrival, Running place, Peer peer) throws ClosedChannelException {
        running.release(place);
        peer.send(Error.of(denial.code(), denial.detail()));
        journal.refused(arrival, denial);
    }
}
