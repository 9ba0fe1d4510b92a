package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// An IPv4 address in dotted-decimal form.
public record Ipv4(@JsonValue String text) {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FORM = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /// @throws IllegalArgumentException for anything but four decimal octets
    @JsonCreator
    public Ipv4 {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
