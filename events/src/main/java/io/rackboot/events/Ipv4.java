package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An IPv4 address in dotted-decimal form.
public record Ipv4(@JsonValue String text) {
    /// @throws IllegalArgumentException for anything but four decimal octets
    @JsonCreator
    public Ipv4 {
        if (!isDottedDecimal(text)) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
    }

    /// Every lease is told of with its address: a regular expression would take longer than the rest of it.
    private static boolean isDottedDecimal(String text) {
        int octets = 1;
        int octet = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && octet >= 0) {
                octets++;
                octet = -1;
            } else if (c >= '0' && c <= '9' && octet != 0 && octet * 10 + c - '0' <= 255) {
                octet = Math.max(octet, 0) * 10 + c - '0';
            } else {
                return false;
            }
        }
        return octets == 4 && octet >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
