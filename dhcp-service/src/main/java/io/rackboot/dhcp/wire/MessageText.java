package io.rackboot.dhcp.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A message as text for people: a line for each field that says something, and for each option.
public final class MessageText {
    private final StringBuilder text = new StringBuilder();

    private MessageText() {}

    /// {@return the message's lines, each ended by a newline}
    public static String of(DhcpMessage message) {
        var lines = new MessageText();
        lines.header(message);
        message.options().forEach(lines::option);
        return lines.text.toString();
    }

    private void header(DhcpMessage message) {
        line(
                "%s xid=%s htype=%d hlen=%d hops=%d secs=%d flags=%04x%s",
                message.op(),
                message.xid(),
                message.htype(),
                message.hlen(),
                message.hops(),
                message.secs(),
                message.flags(),
                message.broadcast() ? " (broadcast)" : "");
        address("ciaddr", message.ciaddr());
        address("yiaddr", message.yiaddr());
        address("siaddr", message.siaddr());
        address("giaddr", message.giaddr());
        line("chaddr %s", message.chaddr().mac());
        if (!message.sname().isEmpty()) {
            line("sname %s", quoted(message.sname().text()));
        }
        if (!message.file().isEmpty()) {
            line("file %s", quoted(message.file().text()));
        }
    }

    private void option(int code, Octets bytes) {
        var key = OptionCode.known(code);
        if (key.isEmpty()) {
            line("%d = %s", code, bytes.hex());
            return;
        }
        try {
            line("%d %s = %s", code, key.get().name(), value(key.get().decode(bytes)));
        } catch (MalformedMessageException malformed) {
            line("%d %s = %s (malformed: %s)", code, key.get().name(), bytes.hex(), malformed.detail());
        }
    }

    private void address(String field, Ip4Address address) {
        if (!address.isAny()) {
            line("%s %s", field, address);
        }
    }

    private void line(String format, Object... values) {
        text.append(format.formatted(values)).append('\n');
    }

    private static String value(Object value) {
        return switch (value) {
            case String string -> quoted(string);
            case Duration duration -> duration.toSeconds() + " s";
            case List<?> list -> list.stream().map(MessageText::value).collect(Collectors.joining(" "));
            case SubOptions options -> subOptions(options);
            case UserClass user ->
                value(user.classes().stream().map(Octets::text).toList());
            case ClientNetworkInterface version -> version.type() + "." + version.major() + "." + version.minor();
            case ClientMachineIdentifier id ->
                id.uuid().map(uuid -> "uuid " + uuid).orElse(id.bytes().hex());
            default -> value.toString();
        };
    }

    private static String subOptions(SubOptions options) {
        return options.byCode().entrySet().stream()
                .map(MessageText::subOption)
                .collect(Collectors.joining(" ", "{", "}"));
    }

    private static String subOption(Map.Entry<Integer, Octets> entry) {
        return entry.getKey() + ":" + entry.getValue().hex();
    }

    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c -> c < 0x20 || c == 0x7f ? "\\x%02x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
