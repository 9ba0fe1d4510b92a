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

/// The requests being served, one at most per client TID.
final class RunningTransfers {
    /// A client that repeats its request after such a silence in the middle of a transfer was reset: ROMs begin with
    /// the same port each time.
    private static final Duration RESET = Duration.ofSeconds(1);

    private final ConcurrentMap<InetSocketAddress, Running> byClient = new ConcurrentHashMap<>();

    /// A request being served.
    static final class Running {
        private final Arrival arrival;
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

        private synchronized boolean isRepeatedBy(Arrival later) {
            return arrival.request().equals(later.request())
                    && peer.flatMap(Peer::silence)
                            .filter(silence -> silence.compareTo(RESET) > 0)
                            .isEmpty();
        }
    }

    /// Takes the client's TID for this request.
    ///
    /// @return nothing when the request only repeats the one being served
    Optional<Running> claim(Arrival arrival) {
        var candidate = new Running(arrival);
        while (true) {
            var running = byClient.putIfAbsent(arrival.client(), candidate);
            if (running == null) {
                return Optional.of(candidate);
            }
            if (running.isRepeatedBy(arrival)) {
                return Optional.empty();
            }
            if (byClient.remove(arrival.client(), running)) {
                running.supersede();
            }
        }
    }

    /// Gives the TID back, unless a later request has taken it over.
    void release(Running running) {
        byClient.remove(running.arrival.client(), running);
    }

    int count() {
        return byClient.size();
    }

    Collection<Running> all() {
        return List.copyOf(byClient.values());
    }
}
