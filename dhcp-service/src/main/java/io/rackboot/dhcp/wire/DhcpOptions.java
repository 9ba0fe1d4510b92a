package io.rackboot.dhcp.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The options of a message in order of appearance: code to bytes, repeats already joined (RFC 3396).
///
/// Bytes are kept as they came and decoded when asked for, so an unknown or odd option does no harm. The layout
/// options (0 pad, 52 overload, 255 end) never appear here. Compared by content, whatever the order.
public final class DhcpOptions {
    /// No options.
    public static final DhcpOptions NONE = new DhcpOptions(new LinkedHashMap<>());

    /// Filler between options (RFC 2132 §3.1).
    public static final int PAD = 0;

    /// `file` or `sname` or both hold options too (RFC 2132 §9.3).
    public static final int OPTION_OVERLOAD = 52;

    /// The end of an options field (RFC 2132 §3.2).
    public static final int END = 255;

    private final SequencedMap<Integer, Octets> byCode;

    private DhcpOptions(LinkedHashMap<Integer, Octets> byCode) {
        this.byCode = Collections.unmodifiableSequencedMap(byCode);
    }

    /// {@return an empty builder}
    public static Builder builder() {
        return new Builder();
    }

    /// {@return the option's value; empty where the option is absent}
    ///
    /// @throws MalformedMessageException where its bytes are not of the option's form
    public <T> Optional<T> get(OptionCode<T> code) {
        return bytes(code.code()).map(code::decode);
    }

    /// {@return the option's bytes; empty where the option is absent}
    public Optional<Octets> bytes(int code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /// {@return whether the option is present}
    public boolean contains(OptionCode<?> code) {
        return byCode.containsKey(code.code());
    }

    /// {@return the codes in order of appearance}
    public List<Integer> codes() {
        return List.copyOf(byCode.keySet());
    }

    /// {@return every option in order of appearance}
    public SequencedMap<Integer, Octets> asMap() {
        return byCode;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DhcpOptions options && byCode.equals(options.byCode);
    }

    @Override
    public int hashCode() {
        return byCode.hashCode();
    }

    @Override
    public String toString() {
        return byCode.toString();
    }

    /// Gathers options in the order in which they are to appear.
    public static final class Builder {
        private final LinkedHashMap<Integer, Octets> byCode = new LinkedHashMap<>();

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
            byCode.put(requireOption(code), bytes);
            return this;
        }

        /// Appends to an option's bytes, as RFC 3396 joins repeats.
        ///
        /// @throws IllegalArgumentException for the codes that shape a message's layout, and outside 1 to 254
        public Builder join(int code, Octets bytes) {
            byCode.merge(requireOption(code), bytes, Octets::plus);
            return this;
        }

        /// {@return the options gathered so far}
        public DhcpOptions build() {
            return new DhcpOptions(new LinkedHashMap<>(byCode));
        }

        private static int requireOption(int code) {
            if (code <= PAD || code >= END || code == OPTION_OVERLOAD) {
                throw new IllegalArgumentException("code " + code + " holds no option");
            }
            return code;
        }
    }

    /// {@return the options, in the order of the map}
    public static DhcpOptions of(Map<Integer, Octets> byCode) {
        var builder = builder();
        byCode.forEach(builder::putBytes);
        return builder.build();
    }
}
