package io.rackboot.image.build;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// No other services: builds are this one's alone.
///
/// @param self its public URL
public record Alone(URI self) implements Peers {
    @Override
    public void awaitContact() {
        // Nobody will answer.
    }

    @Override
    public Next next(Duration wait, Fitness fitness) {
        return new Next.Alone();
    }

    @Override
    public Standing tell(BuildRecord build, String yaml) {
        return new Standing.Untold();
    }

    @Override
    public void giveBack(BuildRecord waiting) {
        // Nobody would take it.
    }

    @Override
    public Optional<BuildRecord> find(String id) {
        return Optional.empty();
    }

    @Override
    public List<BuildRecord> all() {
        return List.of();
    }

    @Override
    public Cancel cancel(String id) {
        return new Cancel.Unknown();
    }

    @Override
    public long contact() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
