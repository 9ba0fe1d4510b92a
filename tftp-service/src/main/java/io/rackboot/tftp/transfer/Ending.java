package io.rackboot.tftp.transfer;

/// How a transfer ended.
public sealed interface Ending {
    /// The client acknowledged the last block.
    record Complete() implements Ending {}

    /// The client wanted the size only: it asked for `tsize` and ended the transfer on hearing it.
    record Probe() implements Ending {}

    /// Something else ended it.
    ///
    /// @param reason what, for people
    record Aborted(String reason) implements Ending {}
}
