package io.rackboot.dhcp.migration.dhcpd;

/// A word of `dhcpd.conf`, or one of its marks.
///
/// @param text the word; a string without its quotes
/// @param raw as it stands in the file
/// @param line from 1
record Token(Kind kind, String text, String raw, int line) {
    enum Kind {
        WORD,
        STRING,
        COMMA,
        SEMICOLON,
        OPEN,
        CLOSE
    }
}
