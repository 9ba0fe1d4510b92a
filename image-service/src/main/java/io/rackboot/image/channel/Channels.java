package io.rackboot.image.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.fact.ImageBootTested;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePromoted;
import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Channels, retirement and history of all images, whichever image-service built them.
public final class Channels {
    private static final ObjectMapper JSON = Json.mapper();

    private final ChannelBucket channels;
    private final KeyValue images;
    private final ProfileUses profiles;
    private final Set<String> tested;
    private final Consumer<ImageFact> facts;
    private final InstantSource clock;

    /// @param channels the bucket of that name, and so on
    /// @param tested the channels that take only versions which passed a boot test
    /// @param facts says what happened
    public Channels(
            KeyValue channels,
            KeyValue images,
            KeyValue profiles,
            Set<String> tested,
            Consumer<ImageFact> facts,
            InstantSource clock) {
        this.channels = new ChannelBucket(channels);
        this.images = images;
        this.profiles = new ProfileUses(profiles, images);
        this.tested = Set.copyOf(tested);
        this.facts = facts;
        this.clock = clock;
    }

    /// {@return the channels of an image as they stand; an empty document of revision 0 where it has none}
    public Outcome read(String image) {
        return channels.change(image, OptionalLong.empty(), _ -> new Decision.Same());
    }

    /// {@return those of all images; empty where NATS is away}
    public Optional<List<ChannelsDocument>> all() {
        return channels.all();
    }

    /// Has a channel stand for a version.
    public Outcome promote(String image, Promotion wish) {
        return switch (images.get(image + "." + wish.version())) {
            case ReadOutcome.Unavailable(var reason) -> new Outcome.Unavailable(reason);
            case ReadOutcome.Absent _ -> promote(image, wish, Optional.empty());
            case ReadOutcome.Found(var entry) -> promote(image, wish, read(entry));
        };
    }

    /// A version that is retired after its document was read is refused: its mark stands in the document that is
    /// compared and set.
    private Outcome promote(String image, Promotion wish, Optional<ImageDocument> version) {
        var outcome = channels.change(
                image, wish.ifRevision(), present -> ChannelMoves.promote(present, wish, version, tested, now()));
        if (outcome instanceof Outcome.Stands stands && stands.changed()) {
            var previous = stands.before().channel(wish.channel()).map(Channel::version);
            facts.accept(new ImagePromoted(image, wish.version(), wish.channel(), previous, wish.by()));
        }
        return outcome;
    }

    /// Removes a channel that no profile names.
    public Outcome remove(String image, String channel, String by, OptionalLong ifRevision) {
        return switch (profiles.ofChannel(image, channel)) {
            case Uses.Unknown(var reason) -> new Outcome.Unavailable(reason);
            case Uses.Known(var users)
            when !users.isEmpty() ->
                new Outcome.Refused(
                        Refusal.IN_USE,
                        "channel " + channel + " of image " + image + " is used by " + String.join(", ", users));
            case Uses.Known _ ->
                channels.change(image, ifRevision, present -> ChannelMoves.remove(present, channel, by, now()));
        };
    }

    /// Notes that a version is published, and {@return whether it is noted}.
    public boolean published(ImageDocument image) {
        return channels.change(image.name(), OptionalLong.empty(), present -> ChannelMoves.published(present, image))
                instanceof Outcome.Stands;
    }

    /// Notes what came of a boot test, and {@return whether it is noted}.
    public boolean tested(String image, BootTest test, String by, String note) {
        var outcome =
                channels.change(image, OptionalLong.empty(), present -> ChannelMoves.tested(present, test, by, note));
        if (outcome instanceof Outcome.Stands stands && stands.changed()) {
            facts.accept(
                    new ImageBootTested(image, test.version(), test.digest(), test.passed(), test.duration(), note));
        }
        return outcome instanceof Outcome.Stands;
    }

    /// Ends that a version is offered, and {@return who uses it still}: from now on no channel can be moved to it.
    public Uses retire(String image, String version, Optional<String> by) {
        return switch (channels.change(
                image, OptionalLong.empty(), present -> ChannelMoves.retire(present, version, by, now()))) {
            case Outcome.Stands stands -> uses(version, stands.document());
            case Outcome.Refused(var _, var detail) -> new Uses.Unknown(detail);
            case Outcome.Unavailable(var reason) -> new Uses.Unknown(reason);
        };
    }

    /// {@return who uses a version}
    public Uses uses(String image, String version) {
        return switch (read(image)) {
            case Outcome.Stands stands -> uses(version, stands.document());
            case Outcome.Refused(var _, var detail) -> new Uses.Unknown(detail);
            case Outcome.Unavailable(var reason) -> new Uses.Unknown(reason);
        };
    }

    private Uses uses(String version, ChannelsDocument document) {
        return switch (profiles.of(version, document)) {
            case Uses.Unknown unknown -> unknown;
            case Uses.Known(var users) -> {
                var names = document.channels().stream()
                        .filter(channel -> channel.version().equals(version))
                        .map(channel -> "channel " + channel.name());
                yield new Uses.Known(Stream.concat(names, users.stream()).toList());
            }
        };
    }

    private static Optional<ImageDocument> read(Entry entry) {
        try {
            return Optional.of(JSON.readValue(entry.value(), ImageDocument.class));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
