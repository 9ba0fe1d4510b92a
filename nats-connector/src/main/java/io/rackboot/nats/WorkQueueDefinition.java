package io.rackboot.nats;

import java.time.Duration;
import java.util.regex.Pattern;

/// What a work queue is made with where it is missing: a stream that keeps each task until somebody has done it, and
/// the consumer that all workers share.
///
/// @param stream the stream's name
/// @param prefix what stands before a task's name in its subject, such as `build`
/// @param consumer the consumer's name
/// @param patience how long a worker may be silent before its task goes to another one
public record WorkQueueDefinition(String stream, String prefix, String consumer, Duration patience) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /// @throws IllegalArgumentException for a name that no server takes, or no patience
    public WorkQueueDefinition {
        for (var name : new String[] {stream, prefix, consumer}) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a name for a work queue: '" + name + "'");
            }
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience of work queue '" + stream + "' is not positive: " + patience);
        }
    }
}
