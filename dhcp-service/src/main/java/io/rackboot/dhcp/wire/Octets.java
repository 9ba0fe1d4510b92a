package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes, compared by content.
public final class Octets implements Comparable<Octets> {
    /// No bytes.
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// {@return a copy of these bytes}
    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /// Takes the low eight bits of each value.
    public static Octets ofInts(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Octets(bytes);
    }

    /// {@return the four bytes of the number, the highest first}
    static Octets ofInt(int value) {
        return new Octets(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }

    /// {@return these bytes themselves: nobody else may change them}
    static Octets ofOwn(byte[] bytes) {
        return new Octets(bytes);
    }

    /// @throws IllegalArgumentException for anything but pairs of hex digits
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    /// {@return the UTF-8 bytes of the text}
    public static Octets ofText(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Takes what remains in the buffer and advances it to its limit.
    public static Octets ofRemaining(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new Octets(bytes);
    }

    /// {@return bytes of the buffer, which stays as it is}
    static Octets ofPart(ByteBuffer buffer, int from, int length) {
        if (length == 0) {
            return EMPTY;
        }
        var bytes = new byte[length];
        buffer.get(from, bytes);
        return new Octets(bytes);
    }

    /// Writes these bytes into the buffer.
    public void putInto(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /// {@return the number of bytes}
    public int length() {
        return bytes.length;
    }

    /// {@return whether there are no bytes}
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// {@return the byte at this index, 0 to 255}
    ///
    /// @throws IndexOutOfBoundsException outside `0 .. length() - 1`
    public int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /// {@return the four bytes from this index on as a number, the highest first}
    ///
    /// @throws IndexOutOfBoundsException outside `0 .. length() - 4`
    public int intAt(int index) {
        return at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
    }

    /// {@return the bytes from `from` (inclusive) to `to` (exclusive)}
    ///
    /// @throws IndexOutOfBoundsException for a range outside these bytes
    public Octets slice(int from, int to) {
        if (from < 0 || from > to || to > bytes.length) {
            throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + bytes.length + " bytes");
        }
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /// {@return these bytes followed by the others}
    public Octets plus(Octets others) {
        var joined = Arrays.copyOf(bytes, bytes.length + others.bytes.length);
        System.arraycopy(others.bytes, 0, joined, bytes.length, others.bytes.length);
        return new Octets(joined);
    }

    /// {@return a read-only buffer over these bytes, big-endian, at position 0}
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// {@return a buffer over these bytes for readers of this package, which change nothing}
    ByteBuffer reading() {
        return ByteBuffer.wrap(bytes);
    }

    /// {@return a copy that the caller may change}
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// Reads the bytes as UTF-8 up to the first NUL; what is not UTF-8 becomes U+FFFD.
    public String text() {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// {@return whether every byte is zero; true for no bytes}
    public boolean isZero() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// {@return lower-case hex without separators}
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /// {@return hex of this form}
    String hex(HexFormat form) {
        return form.formatHex(bytes);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
