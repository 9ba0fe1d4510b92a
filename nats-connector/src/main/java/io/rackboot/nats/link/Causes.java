package io.rackboot.nats.link;

import java.util.concurrent.CompletionException;

/// The failure inside those that only carry it: jnats wraps what an asynchronous publish meets twice.
public final class Causes {
    private Causes() {}

    /// {@return the innermost failure that says something}
    public static Throwable of(Throwable failure) {
        var cause = failure;
        while ((cause instanceof CompletionException || cause.getClass() == RuntimeException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
