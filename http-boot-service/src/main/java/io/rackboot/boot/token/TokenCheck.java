package io.rackboot.boot.token;

/// What became of a boot token.
public sealed interface TokenCheck {
    /// It is this service's own, of this machine, and fresh.
    record Accepted(BootId boot) implements TokenCheck {}

    /// It is not.
    record Refused(TokenFault fault) implements TokenCheck {}
}
