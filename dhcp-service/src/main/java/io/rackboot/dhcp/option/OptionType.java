package io.rackboot.dhcp.option;

import io.rackboot.dhcp.wire.ClasslessRoute;
import io.rackboot.dhcp.wire.DomainName;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The form of an option's value, and how people write it.
///
/// | type | written |
/// |---|---|
/// | `boolean` | `true`, `false` |
/// | `u8` `u16` `u32` `s32` | a decimal number |
/// | `u8-list` `u16-list` | such numbers, comma-separated |
/// | `ip` `ip-list` | `192.168.77.1,192.168.77.2` |
/// | `ip-pairs` | `10.1.0.0 192.168.77.2,10.2.0.0 192.168.77.3` |
/// | `string` | the text itself |
/// | `domain` | `rack.example` |
/// | `domain-list` | `rack.example,example` |
/// | `routes` | `10.0.0.0/8 via 192.168.77.2,default via 192.168.77.1` |
/// | `hex` | `0a0b0c`, or with colons, `-` for no bytes |
public enum OptionType {
    /// One byte, 1 or 0.
    BOOLEAN(OptionType::flag),
    /// An unsigned byte.
    U8(text -> number(text, 0, 0xff, 1)),
    /// Two bytes, unsigned.
    U16(text -> number(text, 0, 0xffff, 2)),
    /// Four bytes, unsigned.
    U32(text -> number(text, 0, 0xffff_ffffL, 4)),
    /// Four bytes, two's complement.
    S32(text -> number(text, Integer.MIN_VALUE, Integer.MAX_VALUE, 4)),
    /// Unsigned bytes.
    U8_LIST(text -> each(text, U8.parser)),
    /// Two bytes each.
    U16_LIST(text -> each(text, U16.parser)),
    /// An address.
    IP(text -> Ip4Address.parse(text).octets()),
    /// One address or more.
    IP_LIST(text -> each(text, IP.parser)),
    /// Two addresses, or more pairs.
    IP_PAIRS(text -> each(text, OptionType::pair)),
    /// Text, in UTF-8, without a NUL at its end.
    STRING(OptionType::text),
    /// A domain name (RFC 1035 §3.1).
    DOMAIN(text -> DomainName.SEARCH_LIST.encode(List.of(DomainName.parse(text)))),
    /// One domain name or more, compressed (RFC 3397).
    DOMAIN_LIST(text -> DomainName.SEARCH_LIST.encode(list(text, DomainName::parse))),
    /// Classless routes (RFC 3442).
    ROUTES(text -> ClasslessRoute.FORMAT.encode(list(text, OptionType::route))),
    /// Bytes.
    HEX(OptionType::hex);

    private static final Pattern ROUTE = Pattern.compile("(?:default|(\\S+)/(\\d{1,2}))\\s+via\\s+(\\S+)");

    private final Function<String, Octets> parser;

    OptionType(Function<String, Octets> parser) {
        this.parser = parser;
    }

    /// {@return the type of this name; empty where there is none}
    public static Optional<OptionType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(name))
                .findFirst();
    }

    /// {@return the bytes of a value}
    ///
    /// @throws IllegalArgumentException where the text is no value of this type
    public Octets parse(String text) {
        return parser.apply(text.strip());
    }

    /// {@return the name as it is written}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Octets flag(String text) {
        return switch (text) {
            case "true" -> Octets.ofInts(1);
            case "false" -> Octets.ofInts(0);
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static Octets number(String text, long least, long most, int bytes) {
        if (!text.matches("-?\\d{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new IllegalArgumentException("not a number of " + least + ".." + most + ": " + text);
        }
        return OptionFormat.U32.encode(Long.parseLong(text) & 0xffff_ffffL).slice(4 - bytes, 4);
    }

    private static Octets text(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no text");
        }
        return Octets.ofText(text);
    }

    private static Octets pair(String text) {
        var both = text.split("\\s+");
        if (both.length != 2) {
            throw new IllegalArgumentException("not a pair of addresses, such as 10.1.0.0 192.168.77.2: " + text);
        }
        return IP.parse(both[0]).plus(IP.parse(both[1]));
    }

    private static ClasslessRoute route(String text) {
        var route = ROUTE.matcher(text);
        if (!route.matches()) {
            throw new IllegalArgumentException(
                    "not a route, such as 10.0.0.0/8 via 192.168.77.2 or default via 192.168.77.1: " + text);
        }
        var router = Ip4Address.parse(route.group(3));
        return route.group(1) == null
                ? ClasslessRoute.byDefault(router)
                : new ClasslessRoute(Ip4Address.parse(route.group(1)), Integer.parseInt(route.group(2)), router);
    }

    private static Octets hex(String text) {
        if (!text.matches("-|(?:\\p{XDigit}{2}[: ]?)+")) {
            throw new IllegalArgumentException("not bytes in hex, such as 0a0b0c: " + text);
        }
        return Octets.ofHex(text.replaceAll("[-: ]", ""));
    }

    private static Octets each(String text, Function<String, Octets> element) {
        return list(text, element).stream().reduce(Octets.EMPTY, Octets::plus);
    }

    private static <T> List<T> list(String text, Function<String, T> element) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(element)
                .toList();
    }
}
