package io.rackboot.dhcp.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The options of a message in order of appearance: code to bytes, repeats already joined (RFC 3396).
///
/// Bytes are kept as they came and decoded when asked for, so an unknown or odd option does no harm. The layout
/// options (0 pad, 52 overload, 255 end) never appear here. Compared by content, whatever the order.
///
/// A message has a dozen options: they are looked for one after the other, which is faster than any table.
public final class DhcpOptions {
    /// No options.
    public static final DhcpOptions NONE = builder().build();

    /// Filler between options (RFC 2132 §3.1).
    public static final int PAD = 0;

    /// `file` or `sname` or both hold options too (RFC 2132 §9.3).
    public static final int OPTION_OVERLOAD = 52;

    /// The end of an options field (RFC 2132 §3.2).
    public static final int END = 255;

    private static final int USUAL_COUNT = 16;

    /// Takes one option after the other.
    @FunctionalInterface
    public interface Each {
        /// @param code the option's code, 1 to 254
        void option(int code, Octets bytes);
    }

    /// No code stands there twice.
    private final byte[] codes;

    private final Octets[] values;

    /// So many of the codes and values; behind them there may be room that a builder left.
    private final int count;

    private DhcpOptions(byte[] codes, Octets[] values, int count) {
        this.codes = codes;
        this.values = values;
        this.count = count;
    }

    /// {@return an empty builder}
    public static Builder builder() {
        return new Builder();
    }

    /// {@return the options, in the order of the map}
    public static DhcpOptions of(Map<Integer, Octets> byCode) {
        var builder = builder();
        byCode.forEach(builder::putBytes);
        return builder.build();
    }

    /// {@return the option's value; empty where the option is absent}
    ///
    /// @throws MalformedMessageException where its bytes are not of the option's form
    public <T> Optional<T> get(OptionCode<T> code) {
        int at = find(codes, count, code.code());
        return at < 0 ? Optional.empty() : Optional.of(code.decode(values[at]));
    }

    /// {@return the option's bytes; empty where the option is absent}
    public Optional<Octets> bytes(int code) {
        int at = find(codes, count, code);
        return at < 0 ? Optional.empty() : Optional.of(values[at]);
    }

    /// {@return whether the option is present}
    public boolean contains(OptionCode<?> code) {
        return find(codes, count, code.code()) >= 0;
    }

    /// {@return whether there are no options}
    public boolean isEmpty() {
        return count == 0;
    }

    /// {@return the codes in order of appearance}
    public List<Integer> codes() {
        var list = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            list.add(Byte.toUnsignedInt(codes[i]));
        }
        return Collections.unmodifiableList(list);
    }

    /// Hands over every option in order of appearance.
    public void forEach(Each each) {
        for (int i = 0; i < count; i++) {
            each.option(Byte.toUnsignedInt(codes[i]), values[i]);
        }
    }

    /// {@return the sum of a figure of every option's value}
    int sum(ToIntFunction<Octets> figure) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += figure.applyAsInt(values[i]);
        }
        return sum;
    }

    private static int find(byte[] codes, int count, int code) {
        if (code < 0 || code > END) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            if (codes[i] == (byte) code) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof DhcpOptions options) || count != options.count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int at = find(options.codes, count, Byte.toUnsignedInt(codes[i]));
            if (at < 0 || !values[i].equals(options.values[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < count; i++) {
            hash += codes[i] ^ values[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        forEach((code, bytes) -> text.append(text.length() == 1 ? "" : ", ")
                .append(code)
                .append('=')
                .append(bytes));
        return text.append('}').toString();
    }

    /// Gathers options in the order in which they are to appear.
    public static final class Builder {
        private byte[] codes = new byte[USUAL_COUNT];
        private Octets[] values = new Octets[USUAL_COUNT];
        private int count;
        private boolean handedOver;

        private Builder() {}

        /// Sets an option, in place of an earlier value.
        public <T> Builder put(OptionCode<T> code, T value) {
            return putBytes(code.code(), code.encode(value));
        }

        /// Sets an option where there is a value.
        public <T> Builder put(OptionCode<T> code, Optional<T> value) {
            value.ifPresent(present -> put(code, present));
            return this;
        }

        /// Sets an option's bytes, in place of earlier ones.
        ///
        /// @throws IllegalArgumentException for the codes that shape a message's layout, and outside 1 to 254
        public Builder putBytes(int code, Octets bytes) {
            int at = find(codes, count, requireOption(code));
            if (at < 0) {
                append(code, bytes);
            } else {
                own(count);
                values[at] = bytes;
            }
            return this;
        }

        /// Appends to an option's bytes, as RFC 3396 joins repeats.
        ///
        /// @throws IllegalArgumentException for the codes that shape a message's layout, and outside 1 to 254
        public Builder join(int code, Octets bytes) {
            int at = find(codes, count, requireOption(code));
            if (at < 0) {
                append(code, bytes);
            } else {
                own(count);
                values[at] = values[at].plus(bytes);
            }
            return this;
        }

        /// {@return the options gathered so far}
        public DhcpOptions build() {
            handedOver = true;
            return new DhcpOptions(codes, values, count);
        }

        /// Nearly every builder builds once: what it built keeps the arrays, and who goes on with it takes copies.
        private void own(int room) {
            if (handedOver || room > codes.length) {
                int length = Math.max(room, codes.length);
                codes = Arrays.copyOf(codes, length);
                values = Arrays.copyOf(values, length);
                handedOver = false;
            }
        }

        private void append(int code, Octets bytes) {
            own(count < codes.length ? count : 2 * count);
            codes[count] = (byte) code;
            values[count++] = bytes;
        }

        private static int requireOption(int code) {
            if (code <= PAD || code >= END || code == OPTION_OVERLOAD) {
                throw new IllegalArgumentException("code " + code + " holds no option");
            }
            return code;
        }
    }
}
