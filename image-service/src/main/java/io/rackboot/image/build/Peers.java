package io.rackboot.image.build;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The image-services that share builds with this one. Nothing here throws because NATS is away.
public interface Peers extends AutoCloseable {
    /// How often a build is begun: one that ends its service each time is not tried for ever.
    int MAXIMUM_ATTEMPTS = 2;

    /// {@return this service's own public URL}
    URI self();

    /// Waits a moment for NATS, which may have had no time yet to answer.
    void awaitContact() throws InterruptedException;

    /// Takes the next build that is this service's to do, or waits for one.
    ///
    /// @param fitness whether this service can build it
    Next next(Duration wait, Fitness fitness) throws InterruptedException;

    /// Tells how a build stands here, and {@return what that means}: others have perhaps done more.
    ///
    /// @param build as this service has it
    /// @param yaml its specification, for those who may build it
    Standing tell(BuildRecord build, String yaml);

    /// Tells that a build which this service was at work on waits again for anybody.
    void giveBack(BuildRecord waiting);

    /// {@return how a build stands, whoever has it; empty where nobody knows it or NATS is away}
    Optional<BuildRecord> find(String id);

    /// {@return all builds that are known; none where NATS is away}
    List<BuildRecord> all();

    /// Ends a build, whoever has it.
    Cancel cancel(String id);

    /// {@return a number that changes whenever NATS was away}
    long contact();

    /// Takes no more, and gives back what has arrived and was not taken.
    @Override
    void close();

    /// What there is to do.
    sealed interface Next {
        /// A build, begun in this service's name.
        record Begun(BuildRecord build, String yaml, Hold hold) implements Next {}

        /// A build that ended by what was found: it was cancelled, or has ended its service too often.
        record Ended(BuildRecord build) implements Next {}

        /// There is nothing.
        record Nothing() implements Next {}

        /// Nobody can be asked: this service is on its own.
        record Alone() implements Next {}
    }

    /// How a build stands with the others.
    sealed interface Standing {
        /// They know what this service knows.
        record Agreed() implements Standing {}

        /// It could not be told, or somebody else wrote at the same moment: tell it again.
        record Untold() implements Standing {}

        /// Somebody wants it to end.
        record Unwanted() implements Standing {}

        /// Another service has it.
        record Elsewhere(BuildRecord build) implements Standing {}
    }

    /// Says whether this service can build something.
    @FunctionalInterface
    interface Fitness {
        /// {@return what it lacks, for people; empty where it lacks nothing}
        Optional<String> lack(String yaml);
    }

    /// This service's hold on a build: it is nobody else's meanwhile.
    interface Hold {
        /// Keeps the hold, which is lost by silence.
        void keep();

        /// The build has ended, as all can see.
        void done();

        /// The build is for another one, or for this one later.
        ///
        /// @param delay when it may be taken again
        void giveBack(Duration delay);
    }
}
