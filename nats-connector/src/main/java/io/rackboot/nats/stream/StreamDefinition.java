package io.rackboot.nats.stream;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A stream by name, and what it is made with where it is missing. One that exists is never altered.
///
/// @param name the stream's name
/// @param subjects the subjects it takes; empty: it is not made here
/// @param duplicateWindow how long message ids are remembered; absent: the server's own
/// @param maxAge how long messages are kept; absent: for ever
public record StreamDefinition(
        String name, List<String> subjects, Optional<Duration> duplicateWindow, Optional<Duration> maxAge) {
    private static final Logger LOG = Logger.getLogger(StreamDefinition.class);
    private static final int STREAM_NOT_FOUND = 10059;
    private static final int STREAM_NAME_IN_USE = 10058;

    public StreamDefinition {
        subjects = List.copyOf(subjects);
    }

    /// {@return the stream, made now if it is missing}
    public StreamInfo ensure(JetStreamManagement management, int replicas) throws IOException, JetStreamApiException {
        if (subjects.isEmpty()) {
            return management.getStreamInfo(name);
        }
        return ensure(management, configuration(replicas));
    }

    /// {@return a stream of that name, made now if it is missing}
    public static StreamInfo ensure(JetStreamManagement management, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            return management.getStreamInfo(wanted.getName());
        } catch (JetStreamApiException e) {
            if (!missing(e)) {
                throw e;
            }
        }
        try {
            var made = management.addStream(wanted);
            LOG.infof("made stream %s for %s", wanted.getName(), String.join(", ", wanted.getSubjects()));
            return made;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == STREAM_NAME_IN_USE) {
                return management.getStreamInfo(wanted.getName()); // another service was faster
            }
            throw e;
        }
    }

    /// {@return whether the server says that there is no such stream}
    public static boolean missing(JetStreamApiException e) {
        return e.getApiErrorCode() == STREAM_NOT_FOUND;
    }

    private StreamConfiguration configuration(int replicas) {
        var configuration = StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .storageType(StorageType.File)
                .replicas(replicas);
        duplicateWindow.ifPresent(configuration::duplicateWindow);
        maxAge.ifPresent(configuration::maxAge);
        return configuration.build();
    }
}
