package io.rackboot.image.compress;

import java.util.OptionalInt;

/// A zstd block that lets the block after it be packed without knowledge of what came before.
///
/// A decoder remembers the offsets of the last matches, and a packer may refer to them by a code (RFC 8878 section
/// 3.1.1.5). A packer that starts afresh takes them for 1 and 4, as at the start of a frame. Where the input has a run
/// of 14 equal bytes, that run can be written so that they are 1 and 4 afterwards: four bytes and a match at offset 4,
/// four bytes and a match at offset 1.
///
/// ```
/// block header 44 00 00: compressed, 8 bytes      literals 41 xx: 8 times the byte
/// sequences 02: two                               tables 54: each one symbol, 04 02 00:
///   literal length 4, offset code 2, match length 3    offset bits 1C: end mark, 11 (7 - 3 = 4), 00 (4 - 3 = 1)
/// ```
final class OffsetReset {
    /// Bytes that the block stands for.
    static final int RUN = 14;

    private static final int LITERAL = 4;

    private OffsetReset() {}

    /// {@return the block for a run of that byte}
    static byte[] block(byte value) {
        byte[] block = {0x44, 0, 0, 0x41, 0, 2, 0x54, 4, 2, 0, 0x1C};
        block[LITERAL] = value;
        return block;
    }

    /// {@return where the last run starts in the first `length` bytes}
    static OptionalInt last(byte[] bytes, int length) {
        var equal = 1;
        for (var i = length - 2; i >= 0; i--) {
            equal = bytes[i] == bytes[i + 1] ? equal + 1 : 1;
            if (equal == RUN) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// {@return where the first run starts in the first `length` bytes}
    static OptionalInt first(byte[] bytes, int length) {
        var equal = 1;
        for (var i = 1; i < length; i++) {
            equal = bytes[i] == bytes[i - 1] ? equal + 1 : 1;
            if (equal == RUN) {
                return OptionalInt.of(i - RUN + 1);
            }
        }
        return OptionalInt.empty();
    }
}
