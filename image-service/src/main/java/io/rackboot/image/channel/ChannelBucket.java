package io.rackboot.image.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.ScanOutcome;
import io.rackboot.nats.WriteOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The bucket `channels`. Every change is decided on what stands there and stored only if that still stands, so that
/// any number of image-services may change one image at once.
///
/// @param bucket the truth
record ChannelBucket(KeyValue bucket) {
    private static final ObjectMapper JSON = Json.mapper();
    /// Each conflict is somebody else's success.
    private static final int ATTEMPTS = 100;

    /// Decides on the present document; asked again where somebody else was faster.
    @FunctionalInterface
    interface Move {
        Decision of(ChannelsDocument present);
    }

    /// What a read came to.
    sealed interface Reading {
        /// @param revision 0 where nothing is stored
        record Present(ChannelsDocument document, long revision) implements Reading {}

        record Unreadable(String reason) implements Reading {}

        record Unavailable(String reason) implements Reading {}
    }

    Reading read(String image) {
        return switch (bucket.get(image)) {
            case ReadOutcome.Found(var entry) ->
                parse(entry)
                        .<Reading>map(document -> new Reading.Present(document, entry.revision()))
                        .orElseGet(() -> new Reading.Unreadable("the document channels/" + image + " of revision "
                                + entry.revision() + " cannot be read: somebody wrote it past this service"));
            case ReadOutcome.Absent() -> new Reading.Present(ChannelsDocument.empty(image), 0);
            case ReadOutcome.Unavailable(var reason) -> new Reading.Unavailable(reason);
        };
    }

    /// {@return all that can be read, by image; empty where NATS is away}
    Optional<List<ChannelsDocument>> all() {
        var found = new ArrayList<ChannelsDocument>();
        var scan = bucket.scan(entry -> parse(entry).ifPresent(found::add));
        return scan instanceof ScanOutcome.Whole ? Optional.of(found) : Optional.empty();
    }

    /// @param ifRevision the revision it must have
    Outcome change(String image, OptionalLong ifRevision, Move move) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            switch (read(image)) {
                case Reading.Unavailable(var reason) -> {
                    return new Outcome.Unavailable(reason);
                }
                case Reading.Unreadable(var reason) -> {
                    return new Outcome.Refused(Refusal.UNREADABLE, reason);
                }
                case Reading.Present(var present, var revision) -> {
                    if (ifRevision.isPresent() && ifRevision.getAsLong() != revision) {
                        return new Outcome.Refused(
                                Refusal.OTHER_REVISION,
                                "the channels of image " + image + " are at revision " + revision
                                        + "; read them again and decide anew");
                    }
                    var outcome = attempt(present, revision, move.of(present));
                    if (outcome.isPresent()) {
                        return outcome.get();
                    }
                }
            }
        }
        return new Outcome.Unavailable("others change the channels of image " + image + " all the time");
    }

    /// {@return what came of it; empty where somebody else was faster}
    private Optional<Outcome> attempt(ChannelsDocument present, long revision, Decision decision) {
        return switch (decision) {
            case Decision.Refused(var refusal, var detail) -> Optional.of(new Outcome.Refused(refusal, detail));
            case Decision.Same() -> Optional.of(new Outcome.Stands(present, present, revision));
            case Decision.Changed(var document) ->
                switch (write(document, revision)) {
                    case WriteOutcome.Written(var written) ->
                        Optional.of(new Outcome.Stands(present, document, written));
                    case WriteOutcome.Conflict _ -> Optional.empty();
                    case WriteOutcome.Unavailable(var reason) -> Optional.of(new Outcome.Unavailable(reason));
                };
        };
    }

    private WriteOutcome write(ChannelsDocument document, long revision) {
        var bytes = bytes(document);
        return revision == 0
                ? bucket.create(document.image(), bytes)
                : bucket.update(document.image(), bytes, revision);
    }

    private static Optional<ChannelsDocument> parse(Entry entry) {
        try {
            return Optional.of(JSON.readValue(entry.value(), ChannelsDocument.class))
                    .filter(document -> document.image().equals(entry.key()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ChannelsDocument document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written: " + document, e);
        }
    }
}
