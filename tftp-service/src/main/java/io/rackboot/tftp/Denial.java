package io.rackboot.tftp;

import io.rackboot.tftp.files.Reason;
import io.rackboot.tftp.wire.ErrorCode;

/// Why a request was refused.
///
/// @param reason the kebab-case word in facts and metrics
/// @param code what the client is told
/// @param detail for people, the client's included
record Denial(String reason, ErrorCode code, String detail) {
    /// The reason of a request that finds every place taken.
    static final String BUSY = "busy";

    static Denial of(Reason reason, String detail) {
        return new Denial(reason.word(), code(reason), detail);
    }

    static Denial write() {
        return new Denial("write-refused", ErrorCode.ACCESS_VIOLATION, "this server is read-only");
    }

    static Denial mail() {
        return new Denial("mode-refused", ErrorCode.ILLEGAL_OPERATION, "mail is not supported, use octet or netascii");
    }

    static Denial options(String detail) {
        return new Denial("options-refused", ErrorCode.OPTION_NEGOTIATION_FAILED, detail);
    }

    static Denial busy(int places) {
        return new Denial(BUSY, ErrorCode.NOT_DEFINED, "all " + places + " transfers are taken (tftp.max-transfers)");
    }

    static Denial noSocket(String detail) {
        return new Denial("no-socket", ErrorCode.NOT_DEFINED, "no socket to answer from: " + detail);
    }

    private static ErrorCode code(Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> ErrorCode.FILE_NOT_FOUND;
            case OUTSIDE_ROOT, BAD_NAME, NOT_READABLE, BOOT_SERVER_REFUSED -> ErrorCode.ACCESS_VIOLATION;
            case BOOT_SERVER_UNREACHABLE, BOOT_SERVER_FAILED -> ErrorCode.NOT_DEFINED;
        };
    }
}
