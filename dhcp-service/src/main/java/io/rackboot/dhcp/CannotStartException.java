package io.rackboot.dhcp;

/// The service does not start because of something that is the operator's to mend; the message says what.
final class CannotStartException extends RuntimeException {
    CannotStartException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
