package io.rackboot.dhcp.wire;

/// Bytes that are no DHCP message, or an option whose value is not of its form.
///
/// It carries no stack trace: it says what is wrong with the bytes, not with the program, and a flood of bad
/// datagrams must stay cheap. The server catches it in one place, nothing else does.
public final class MalformedMessageException extends RuntimeException {
    private final int offset;
    private final String what;
    private final String detail;

    /// @param offset where in the datagram, or in the option's value, in bytes
    /// @param what the field or option that is wrong
    /// @param detail what is wrong with it
    public MalformedMessageException(int offset, String what, String detail) {
        super(what + " at byte " + offset + ": " + detail, null, false, false);
        this.offset = offset;
        this.what = what;
        this.detail = detail;
    }

    /// {@return where in the datagram, or in the option's value, in bytes}
    public int offset() {
        return offset;
    }

    /// {@return the field or option that is wrong}
    public String what() {
        return what;
    }

    /// {@return what is wrong with it}
    public String detail() {
        return detail;
    }
}
