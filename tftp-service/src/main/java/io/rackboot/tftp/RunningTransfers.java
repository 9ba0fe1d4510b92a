package io.rackboot.tftp;

import io.rackboot.tftp.transfer.Peer;
import io.rackboot.tftp.transfer.Transfer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The requests being served, one at most per client TID.
final class RunningTransfers {
    /// A client that repeats its request after such a silence in the middle of a transfer was reset: ROMs begin with
    /// the same port each time.
    private static final Duration RESET = Duration.ofSeconds(1);

    /// A client's last ACK and its next request from the same port may come in one breath: what runs gets this long
    /// to end by itself.
    private static final Duration LAST_ACK = Duration.ofMillis(50);

    private final ConcurrentMap<InetSocketAddress, Running> byClient = new ConcurrentHashMap<>();

    /// A request being served.
    static final class Running {
        private final Arrival arrival;
        private final CountDownLatch over = new CountDownLatch(1);
        private Optional<Peer> peer = Optional.empty();
        private Optional<Transfer> transfer = Optional.empty();
        private boolean superseded;

        private Running(Arrival arrival) {
            this.arrival = arrival;
        }

        /// Its transfer begins; at once over if the client has thought better of it meanwhile.
        synchronized void begin(Peer with, Transfer begun) {
            peer = Optional.of(with);
            transfer = Optional.of(begun);
            if (superseded) {
                begun.abandon("superseded by a later request from the same port");
            }
        }

        synchronized void stop(String reason) {
            transfer.ifPresent(running -> running.stop(reason));
        }

        private synchronized void supersede() {
            superseded = true;
            transfer.ifPresent(running -> running.abandon("superseded by a later request from the same port"));
        }

        /// A client that has acknowledged anything repeats its request no more, unless it was reset.
        private synchronized boolean isRepeatedBy(Arrival later) {
            var silence = peer.flatMap(Peer::silence);
            return arrival.request().equals(later.request())
                    && silence.filter(time -> time.compareTo(RESET) > 0).isEmpty();
        }

        private synchronized boolean heard() {
            return peer.flatMap(Peer::silence).isPresent();
        }

        private boolean endsByItself(Arrival later) throws InterruptedException {
            boolean mayEnd = heard() || !arrival.request().equals(later.request());
            return mayEnd && over.await(LAST_ACK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Takes the client's TID for this request; waits a moment where another request of the client holds it.
    ///
    /// @return nothing when the request only repeats the one being served
    Optional<Running> claim(Arrival arrival) throws InterruptedException {
        var candidate = new Running(arrival);
        while (true) {
            var running = byClient.putIfAbsent(arrival.client(), candidate);
            if (running == null) {
                return Optional.of(candidate);
            }
            if (!running.endsByItself(arrival)) {
                if (running.isRepeatedBy(arrival)) {
                    return Optional.empty();
                }
                if (byClient.remove(arrival.client(), running)) {
                    running.supersede();
                }
            }
        }
    }

    /// Gives the TID back, unless a later request has taken it over.
    void release(Running running) {
        byClient.remove(running.arrival.client(), running);
        running.over.countDown();
    }

    int count() {
        return byClient.size();
    }

    Collection<Running> all() {
        return List.copyOf(byClient.values());
    }
}
