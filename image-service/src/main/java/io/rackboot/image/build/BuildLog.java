package io.rackboot.image.build;

/// The log of one build.
@FunctionalInterface
public interface BuildLog {
    /// Adds a line; from any thread.
    void line(String text);
}
