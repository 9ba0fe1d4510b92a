package io.rackboot.dhcp.lease.journal;

/// How writing a group ended.
sealed interface Written {
    /// It is on disk, all of it.
    record Durable() implements Written {}

    /// None of it is in the file.
    record Failed(String reason) implements Written {}

    /// It is not known what of it is on disk: the file could neither be written nor cut back.
    record InDoubt(String reason) implements Written {}
}
