package io.rackboot.dhcp.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// How the bytes of an option carry a value.
///
/// @param name the form's name, for error texts
/// @param reader reads a big-endian buffer over exactly the option's bytes; running out or leaving bytes is malformed
/// @param writer writes the bytes
public record OptionFormat<T>(String name, Function<ByteBuffer, T> reader, Function<T, Octets> writer) {
    /// The bytes themselves.
    public static final OptionFormat<Octets> OPAQUE =
            new OptionFormat<>("bytes", Octets::ofRemaining, Function.identity());

    /// Text: trailing NULs are cut as RFC 2132 §2 asks of receivers; none is written.
    public static final OptionFormat<String> TEXT =
            new OptionFormat<>("text", buffer -> Octets.ofRemaining(buffer).text(), Octets::ofText);

    /// Text that is written with a NUL at its end; read as [#TEXT].
    public static final OptionFormat<String> TERMINATED_TEXT = new OptionFormat<>(
            "text", TEXT.reader(), text -> Octets.ofText(text).plus(Octets.of((byte) 0)));

    /// One address.
    public static final OptionFormat<Ip4Address> ADDRESS =
            new OptionFormat<>("an address", buffer -> new Ip4Address(buffer.getInt()), Ip4Address::octets);

    /// One address or more.
    public static final OptionFormat<List<Ip4Address>> ADDRESSES = list(ADDRESS);

    /// An unsigned byte.
    public static final OptionFormat<Integer> U8 =
            new OptionFormat<>("a byte", buffer -> Byte.toUnsignedInt(buffer.get()), Octets::ofInts);

    /// An unsigned 16-bit number.
    public static final OptionFormat<Integer> U16 = new OptionFormat<>(
            "a 16-bit number",
            buffer -> Short.toUnsignedInt(buffer.getShort()),
            value -> Octets.ofInts(value >>> 8, value));

    /// One unsigned 16-bit number or more.
    public static final OptionFormat<List<Integer>> U16_LIST = list(U16);

    /// An unsigned 32-bit number.
    public static final OptionFormat<Long> U32 = new OptionFormat<>(
            "a 32-bit number",
            buffer -> Integer.toUnsignedLong(buffer.getInt()),
            value -> Octets.ofInt(value.intValue()));

    /// Whole seconds in 32 bits; all ones mean "for ever" and read as 4294967295 s. Longer is written as that.
    public static final OptionFormat<Duration> SECONDS = new OptionFormat<>(
            "seconds",
            buffer -> Duration.ofSeconds(Integer.toUnsignedLong(buffer.getInt())),
            value -> Octets.ofInt((int) Math.clamp(value.toSeconds(), 0, 0xffff_ffffL)));

    /// Option codes, one byte each.
    public static final OptionFormat<List<Integer>> CODES = new OptionFormat<>(
            "option codes",
            buffer -> {
                var codes = new ArrayList<Integer>(buffer.remaining());
                while (buffer.hasRemaining()) {
                    codes.add(Byte.toUnsignedInt(buffer.get()));
                }
                return Collections.unmodifiableList(codes);
            },
            codes -> Octets.ofInts(codes.stream().mapToInt(Integer::intValue).toArray()));

    /// A message type.
    public static final OptionFormat<MessageType> MESSAGE_TYPE = new OptionFormat<>(
            "a message type",
            buffer -> {
                int code = Byte.toUnsignedInt(buffer.get());
                return MessageType.of(code)
                        .orElseThrow(() -> new MalformedMessageException(0, "message type", code + " is undefined"));
            },
            type -> Octets.ofInts(type.code()));

    private static <E> OptionFormat<List<E>> list(OptionFormat<E> element) {
        return new OptionFormat<>(
                element.name() + " or more",
                buffer -> {
                    var elements = new ArrayList<E>();
                    do {
                        elements.add(element.reader().apply(buffer));
                    } while (buffer.hasRemaining());
                    return List.copyOf(elements);
                },
                elements -> elements.stream().map(element.writer()).reduce(Octets.EMPTY, Octets::plus));
    }

    /// Reads a value of exactly these bytes.
    ///
    /// @param what whose value it is, put into words for the error alone
    /// @throws MalformedMessageException where the bytes are too few, too many, or not of this form
    public T decode(Octets bytes, Object what) {
        var buffer = bytes.reading();
        try {
            var value = reader.apply(buffer);
            if (buffer.hasRemaining()) {
                throw new MalformedMessageException(
                        buffer.position(), what.toString(), buffer.remaining() + " bytes beyond " + name);
            }
            return value;
        } catch (BufferUnderflowException _) {
            throw new MalformedMessageException(
                    buffer.position(), what.toString(), bytes.length() + " bytes are too few for " + name);
        }
    }

    /// {@return the bytes of a value}
    public Octets encode(T value) {
        return writer.apply(value);
    }
}
