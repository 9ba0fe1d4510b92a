package io.rackboot.inventory.boot;

import java.time.Instant;

/// One line of a boot's story.
///
/// @param time when it happened, the first time
/// @param last when it happened last; `time` unless it was repeated
/// @param count how often it happened in a row
/// @param what what happened
public record Step(Instant time, Instant last, int count, Happening what) {

    /// A step that happened once.
    public static Step once(Instant time, Happening what) {
        return new Step(time, time, 1, what);
    }

    /// {@return this step, having happened once more}
    Step again(Instant at) {
        return new Step(time, at.isAfter(last) ? at : last, count + 1, what);
    }
}
