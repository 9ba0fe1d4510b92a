package io.rackboot.image.compress;

/// A part of a packed output, which can be copied into another at the same place of its input.
///
/// @param offset of its first byte in the output
/// @param length in bytes
/// @param checksum CRC-32C of its bytes
public record PackedPart(long offset, int length, int checksum) {}
