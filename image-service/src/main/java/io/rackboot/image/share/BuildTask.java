package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;
import io.rackboot.nats.WorkQueue;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A build that is to be done: a message of the stream `BUILDS`.
///
/// @param build as it was asked for
/// @param specification the YAML
/// @param from the identity of the service that took it
public record BuildTask(BuildRecord build, String specification, String from) {
    private static final Logger LOG = Logger.getLogger(BuildTask.class);

    /// {@return what a message says; empty, and a warning, where it is no build}
    static Optional<BuildTask> read(WorkQueue.Task task) {
        try {
            var read = Optional.ofNullable(BuildsBucket.JSON.readValue(task.data(), BuildTask.class));
            if (read.filter(it -> BuildsBucket.isWhole(it.build(), task.name())
                            && BuildsBucket.areThere(it.specification(), it.from()))
                    .isEmpty()) {
                throw new IOException("it is of another id, or lacks something");
            }
            return read;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a message of the stream BUILDS is no build and is dropped: %s: %s", task.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
