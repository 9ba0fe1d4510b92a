package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;

/// The checksum of the Internet's headers (RFC 1071).
final class InternetChecksum {
    private InternetChecksum() {}

    /// {@return the sum of 16-bit words, the last byte padded with zero where their number is odd}
    static long sum(ByteBuffer packet, int from, int to) {
        long sum = 0;
        for (int i = from; i + 1 < to; i += 2) {
            sum += Short.toUnsignedInt(packet.getShort(i));
        }
        return (to - from) % 2 == 0 ? sum : sum + (Byte.toUnsignedInt(packet.get(to - 1)) << 8);
    }

    /// {@return what makes a header with this sum right}
    static short of(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
