package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.SourceText;
import java.util.ArrayList;
import java.util.List;

/// A line that says something.
///
/// @param text without its comment
/// @param keyword before the equals sign; `dhcp-host` for a line of a file of hosts
/// @param value after it; empty where there is none
record Line(Place place, String text, String keyword, String value) {
    /// The keyword of a machine.
    static final String HOST = "dhcp-host";

    /// {@return the lines of a configuration}
    static List<Line> of(SourceText source) {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (var raw : source.text().split("\r?\n", -1)) {
            number++;
            var text = withoutComment(raw).strip();
            if (!text.isEmpty()) {
                lines.add(of(source.at(number), text));
            }
        }
        return lines;
    }

    /// A line with commas and no keyword is one of a file of hosts: no keyword holds a comma.
    private static Line of(Place place, String text) {
        int equals = text.indexOf('=');
        var keyword = (equals < 0 ? text : text.substring(0, equals)).strip();
        if (keyword.indexOf(',') >= 0 || keyword.indexOf(':') >= 0) {
            return new Line(place, text, HOST, text);
        }
        return new Line(
                place,
                text,
                keyword,
                equals < 0 ? "" : text.substring(equals + 1).strip());
    }

    /// A comment begins at a `#` at the line's begin or after a blank, outside of quotes.
    private static String withoutComment(String raw) {
        boolean quoted = false;
        boolean afterBlank = true;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '#' && afterBlank && !quoted) {
                return raw.substring(0, i);
            }
            quoted ^= c == '"';
            afterBlank = Character.isWhitespace(c);
        }
        return raw;
    }

    /// {@return the line as one of a file of hosts}
    Line asHost() {
        return new Line(place, text, HOST, text);
    }

    /// {@return the line as one of a file of options}
    Line asOption() {
        return new Line(place, text, "dhcp-option", text);
    }

    /// {@return the value's parts between commas; quotes keep commas together and are taken off}
    List<String> parts() {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }

    /// {@return the finding that it is left}
    Left left(String why) {
        return new Left(place, text, why);
    }
}
