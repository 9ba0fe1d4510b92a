package io.rackboot.tftp.wire;

/// The error codes of RFC 1350 (appendix) and RFC 2347.
public enum ErrorCode {
    /// See the message.
    NOT_DEFINED,
    /// No such file.
    FILE_NOT_FOUND,
    /// Reading or writing it is not allowed.
    ACCESS_VIOLATION,
    /// No room for the file.
    DISK_FULL,
    /// A packet that has no place here.
    ILLEGAL_OPERATION,
    /// A packet from a port that has no part in the transfer.
    UNKNOWN_TRANSFER_ID,
    /// The file is there already.
    FILE_ALREADY_EXISTS,
    /// No such user (mail).
    NO_SUCH_USER,
    /// The options offered are not acceptable (RFC 2347).
    OPTION_NEGOTIATION_FAILED;

    /// {@return the number on the wire}
    public int number() {
        return ordinal();
    }
}
