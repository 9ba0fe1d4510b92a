package io.rackboot.inventory.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageBootTested;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePromoted;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.events.fact.ImageRetired;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One build of an image, as its facts tell it.
///
/// @param id the build's id
/// @param image the name of the image to be
/// @param version its version
/// @param start when something was first heard of it
/// @param last when something was last heard of it
/// @param state how far it is
record Build(String id, String image, String version, Instant start, Instant last, State state) {

    sealed interface State {
        /// @param stage what it is doing; empty until it says so
        /// @param percent 0 to 100
        /// @param bytesPerSecond the rate of the stage, 0 where it has none
        record Running(String stage, int percent, long bytesPerSecond) implements State {}

        record Finished(Duration duration) implements State {}

        /// @param reason a fixed kebab-case word
        /// @param detail cause and place, for people
        record Failed(String reason, String detail) implements State {}
    }

    /// {@return the build after this fact; empty for a fact of no build}
    ///
    /// What has ended stays so: a fact that comes late tells nothing new.
    static Optional<Build> after(Optional<Build> before, ImageFact fact, Instant time) {
        return switch (fact) {
            case BuildStarted f -> next(before, f.build(), f, time, new State.Running("", 0, 0));
            case BuildProgress f ->
                next(before, f.build(), f, time, new State.Running(f.stage(), f.percent(), f.bytesPerSecond()));
            case BuildFinished f -> next(before, f.build(), f, time, new State.Finished(f.duration()));
            case BuildFailed f -> next(before, f.build(), f, time, new State.Failed(f.reason(), f.detail()));
            case ImagePublished _, ImageRetired _, ImagePromoted _, ImageBootTested _ -> Optional.empty();
        };
    }

    private static Optional<Build> next(Optional<Build> before, String id, ImageFact fact, Instant time, State state) {
        if (before.filter(build -> build.ended() || build.last().isAfter(time)).isPresent()
                && state instanceof State.Running) {
            return before;
        }
        var start = before.map(Build::start).filter(time::isAfter).orElse(time);
        return Optional.of(new Build(id, fact.image(), fact.version(), start, time, state));
    }

    private boolean ended() {
        return !(state instanceof State.Running);
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("image", image).put("version", version);
        json.put("start", start.toString()).put("last", last.toString());
        switch (state) {
            case State.Running(var stage, var percent, var rate) ->
                json.put("state", "running")
                        .put("stage", stage)
                        .put("percent", percent)
                        .put("bytesPerSecond", rate);
            case State.Finished(var duration) ->
                json.put("state", "finished").put("duration", duration.toMillis() / 1000.0);
            case State.Failed(var reason, var detail) ->
                json.put("state", "failed").put("reason", reason).put("detail", detail);
        }
        return json;
    }
}
