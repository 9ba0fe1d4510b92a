package io.rackboot.dhcp.server;

/// Why a datagram that may have wanted an answer has none although no rule says so. The words are stable: metrics carry
/// them.
public enum Drop {
    /// It is longer than any that is read; see [Received#LONGEST].
    OVERSIZED("oversized"),
    /// What the reply would promise cannot be written.
    NOT_DURABLE("not-durable"),
    /// The operating system did not take the reply.
    NOT_SENT("not-sent"),
    /// A fault of this program.
    FAULT("fault");

    private final String text;

    Drop(String text) {
        this.text = text;
    }

    /// {@return the word}
    public String text() {
        return text;
    }
}
