package io.rackboot.tftp.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Path segments as RFC 3986 §2.3 wants them: all but the unreserved characters become `%XX`, UTF-8 byte by byte.
final class PercentEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentEncoding() {}

    static String path(List<String> segments) {
        return segments.stream().map(PercentEncoding::segment).collect(Collectors.joining("/"));
    }

    private static String segment(String segment) {
        var encoded = new StringBuilder();
        for (byte value : segment.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(value) >= 0) {
                encoded.append((char) value);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
            }
        }
        return encoded.toString();
    }
}
