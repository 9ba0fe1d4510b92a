package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Opens journals: takes the directory, replays the file, cuts a torn write.
final class Opening {
    private Opening() {}

    static Opened of(Path directory, FileOpener opener) {
        try {
            var place = Place.take(directory.toAbsolutePath(), opener);
            return place.isPresent()
                    ? open(place.get())
                    : new Opened.Refused(directory + " is in use by another process; two must not give out one pool");
        } catch (IOException e) {
            return new Opened.Refused("the lease journal in " + directory + " cannot be opened: " + e);
        }
    }

    private static Opened open(Place place) throws IOException {
        var held = false;
        try {
            var opened = replay(place);
            held = opened instanceof Opened.Ready;
            return opened;
        } finally {
            if (!held) {
                place.close();
            }
        }
    }

    private static Opened replay(Place place) throws IOException {
        var file = place.open();
        try {
            var header = file.header();
            return switch (Replay.of(file, header)) {
                case Replay.Replayed.Damaged(var reason) -> {
                    file.close();
                    yield refused(file, reason);
                }
                case Replay.Replayed.Good good -> ready(place, file, header, good);
            };
        } catch (IOException e) {
            file.close();
            return refused(file, Store.reason(e));
        }
    }

    private static Opened refused(JournalFile file, String reason) {
        return new Opened.Refused("lease journal " + file.path() + ": " + reason
                + "; nothing was changed. Put a good copy in its place, or move it away to begin without leases");
    }

    private static Opened ready(Place place, JournalFile file, JournalFile.Header header, Replay.Replayed.Good good)
            throws IOException {
        file.endsAt(good.end());
        var torn = good.torn() > 0;
        if (torn) {
            file.cutBack();
        }
        var leases = List.copyOf(good.leases().values());
        return new Opened.Ready(
                new LeaseJournal(new Store(place, file, good, header.wholeUpTo())),
                leases,
                torn ? List.of(note(file, good)) : List.of());
    }

    /// "Probably": what the disk itself spoils of the last group looks the same. A moment after it was written a mark
    /// follows it, and damage to it is known as such.
    private static String note(JournalFile file, Replay.Replayed.Good good) {
        return "lease journal " + file.path() + ": cut a torn write of " + good.torn() + " bytes at byte " + good.end()
                + "; probably nobody had been told of it";
    }
}
