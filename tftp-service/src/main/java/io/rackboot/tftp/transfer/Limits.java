package io.rackboot.tftp.transfer;

/// The most that is granted to a client.
///
/// @param blksize bytes of file per DATA, 8 to 65464 (RFC 2348)
/// @param windowsize DATA packets per ACK, 1 to 65535 (RFC 7440)
public record Limits(int blksize, int windowsize) {
    /// RFC 2348's smallest block.
    public static final int SMALLEST_BLKSIZE = 8;
    /// RFC 2348's largest block: what one UDP datagram holds.
    public static final int LARGEST_BLKSIZE = 65464;
    /// RFC 7440's largest window.
    public static final int LARGEST_WINDOWSIZE = 65535;

    /// @throws IllegalArgumentException for a limit that the RFCs do not know
    public Limits {
        if (blksize < SMALLEST_BLKSIZE || blksize > LARGEST_BLKSIZE) {
            throw new IllegalArgumentException(
                    "blksize must be " + SMALLEST_BLKSIZE + " to " + LARGEST_BLKSIZE + ", not " + blksize);
        }
        if (windowsize < 1 || windowsize > LARGEST_WINDOWSIZE) {
            throw new IllegalArgumentException("windowsize must be 1 to " + LARGEST_WINDOWSIZE + ", not " + windowsize);
        }
    }
}
