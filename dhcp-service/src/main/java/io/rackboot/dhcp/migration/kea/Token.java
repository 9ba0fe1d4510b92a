package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Place;

/// A token of JSON, or what stands where none can.
///
/// @param text a string without its quotes and escapes; else as it stands in the file
record Token(Kind kind, String text, Place place) {
    enum Kind {
        /// One of `{ } [ ] : ,`.
        MARK,
        STRING,
        /// A number, `true`, `false`, `null`; or anything else.
        WORD,
        END
    }

    boolean is(String mark) {
        return kind == Kind.MARK && text.equals(mark);
    }
}
