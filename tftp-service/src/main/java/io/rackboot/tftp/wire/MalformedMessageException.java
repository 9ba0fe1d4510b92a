package io.rackboot.tftp.wire;

/// Bytes that are no TFTP packet.
///
/// It carries no stack trace: it says what is wrong with the bytes, not with the program, and a flood of bad
/// datagrams must stay cheap.
public final class MalformedMessageException extends RuntimeException {
    private final int offset;

    /// @param offset where in the datagram, in bytes
    /// @param what the field that is wrong
    /// @param detail what is wrong with it
    public MalformedMessageException(int offset, String what, String detail) {
        super(what + " at byte " + offset + ": " + detail, null, false, false);
        this.offset = offset;
    }

    /// {@return where in the datagram, in bytes}
    public int offset() {
        return offset;
    }
}
