package io.rackboot.tftp.files;

/// What became of looking for a file.
public sealed interface Lookup {
    /// It is open and is to be closed by whoever asked.
    record Found(OpenFile file) implements Lookup {}

    /// It cannot be had.
    ///
    /// @param detail what is wrong and what would mend it, for people
    record Refused(Reason reason, String detail) implements Lookup {}
}
