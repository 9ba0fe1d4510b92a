package io.rackboot.tftp.wire;

/// One option of a request or of an OACK (RFC 2347), as it was sent.
///
/// @param name its name; case does not matter
/// @param value its value, decimal digits for all options known
public record TftpOption(String name, String value) {
    /// RFC 2348: bytes of file per DATA.
    public static final String BLKSIZE = "blksize";
    /// RFC 2349: bytes of the whole file.
    public static final String TSIZE = "tsize";
    /// RFC 2349: seconds until something is sent again.
    public static final String TIMEOUT = "timeout";
    /// RFC 7440: DATA packets per ACK.
    public static final String WINDOWSIZE = "windowsize";

    /// {@return whether it is the option of that name, in any case}
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
