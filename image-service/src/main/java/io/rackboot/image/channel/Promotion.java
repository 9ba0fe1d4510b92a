package io.rackboot.image.channel;

import java.util.Optional;
import java.util.OptionalLong;

/// The wish that a channel stand for a version.
///
/// @param channel the channel, made where it is not there yet
/// @param version the version
/// @param by who wants it
/// @param note why, for the history
/// @param untested why the version needs no boot test, where it passed none
/// @param ifRevision the revision of the channels that this wish rests on
public record Promotion(
        String channel,
        String version,
        String by,
        Optional<String> note,
        Optional<String> untested,
        OptionalLong ifRevision) {

    /// {@return what the history says beside who and when}
    Optional<String> remark() {
        var reason = untested.map(text -> "untested: " + text);
        return note.isPresent() && reason.isPresent()
                ? Optional.of(note.get() + "; " + reason.get())
                : note.or(() -> reason);
    }
}
