package io.rackboot.image.compress;

/// A part of a packed output, which can be copied into another at the same place of its input.
///
/// @param offset of its first byte in the output, 0 or more
/// @param length in bytes, 0 or more
/// @param checksum CRC-32C of its bytes
public record PackedPart(long offset, int length, int checksum) {
    /// @throws IllegalArgumentException for a place before the output, or a negative length
    public PackedPart {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no part has " + length + " bytes at " + offset);
        }
    }
}
