package io.rackboot.nats;

/// Why a message of an outgoing channel was given up: what its `nack` is called with.
public final class NotPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message one line for people
    public NotPublishedException(String message) {
        super(message);
    }
}
