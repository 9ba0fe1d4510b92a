package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes what lives of a journal into a new file, beside the commits that go on, and lets it take the old one's place.
/// After a crash at any moment the file of that name is the old one or the new one, each whole.
final class Rewriting {
    private static final int LEASES_PER_RECORD = 1000;
    private static final int FACTS_PER_RECORD = 100;

    private final JournalFile old;
    private final long oldEnd;
    private final long group;
    private final List<Lease> leases;
    private final long published;
    private final long[] facts;
    private final JournalFile fresh;
    private final RecordEncoder encoder = new RecordEncoder();
    private final Positions moved = new Positions();
    private volatile boolean unwanted;

    /// Takes note of what lives now.
    ///
    /// @param published the last sequence that is published
    /// @param facts where the facts after it stand
    Rewriting(JournalFile old, long group, List<Lease> leases, long published, long[] facts) throws IOException {
        this.old = old;
        oldEnd = old.end();
        this.group = group;
        this.leases = leases;
        this.published = published;
        this.facts = facts;
        fresh = old.createBeside(pathOf(old.path()));
    }

    static Path pathOf(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".new");
    }

    /// The long part, for any thread.
    void writeWhatLived() throws IOException {
        var standing = new InGroup(group, 0);
        for (int i = 0; i < leases.size(); i += LEASES_PER_RECORD) {
            var some = leases.subList(i, Math.min(i + LEASES_PER_RECORD, leases.size()));
            encoder.commit(standing, some, 0, List.of(), _ -> {});
            flush();
        }
        encoder.published(standing, published);
        for (int i = 0; i < facts.length; i += FACTS_PER_RECORD) {
            var some = new ArrayList<OutboxFact>();
            for (int j = i; j < Math.min(i + FACTS_PER_RECORD, facts.length); j++) {
                some.add(FactReader.read(old, facts[j]));
            }
            encoder.commit(standing, List.of(), published + 1 + i, some, at -> moved.add(fresh.end() + at));
            flush();
        }
        flush();
        // Here, where nobody waits: what is left to sync when it takes over is what was committed meanwhile.
        fresh.sync();
    }

    private void flush() throws IOException {
        if (unwanted) {
            throw new IOException("the lease journal is being closed");
        }
        fresh.append(encoder.written());
        encoder.clear();
    }

    /// The new file, which has taken the old one's name.
    ///
    /// @param facts where they stand in it
    record Taken(JournalFile file, FactIndex facts) {}

    /// The short part, for the thread that commits: takes over what was written meanwhile, and the name. To take the
    /// name is the last step: when this throws, the old file is still the journal.
    ///
    /// @param lastGroup the number of the last group in the old file
    Taken takeOver(long lastGroup, FactIndex index) throws IOException {
        var tailAt = fresh.end();
        fresh.appendFrom(old, oldEnd);
        fresh.seal(new JournalFile.Header(fresh.end(), lastGroup));
        var taken = new Taken(
                fresh,
                index.moved((sequence, position) -> sequence <= published + facts.length
                        ? moved.get((int) (sequence - published - 1))
                        : position - oldEnd + tailAt));
        fresh.becomes(old.path());
        return taken;
    }

    /// The long part ends soon, with an error.
    void stop() {
        unwanted = true;
    }

    /// Leaves everything as it was.
    void abandon() {
        try {
            fresh.close();
            Files.deleteIfExists(fresh.path());
        } catch (IOException _) {
            // a file of that name is removed when the journal is opened again
        }
    }
}
