package io.rackboot.tftp.wire;

import java.util.Locale;
import java.util.Optional;

/// How a file's bytes are carried (RFC 1350 §1).
public enum Mode {
    /// Text whose lines end in CR LF on the wire and whose bare CR is CR NUL (RFC 764).
    NETASCII,
    /// The bytes as they are.
    OCTET,
    /// Mail to a user; obsolete by RFC 1350 and always refused.
    MAIL;

    /// {@return the mode of that name in any case}
    public static Optional<Mode> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "netascii" -> Optional.of(NETASCII);
            case "octet" -> Optional.of(OCTET);
            case "mail" -> Optional.of(MAIL);
            default -> Optional.empty();
        };
    }

    /// {@return the name on the wire}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
