package io.rackboot.image.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The bytes of a file name as the kernel gave them.
///
/// `Path.toString` decodes by the locale and loses what it cannot decode (in the C locale all but ASCII); the path's
/// URI form escapes the bytes themselves, so they are taken from there.
final class RawName {
    private static final Path SLASH = Path.of("/");

    private RawName() {}

    /// {@return the path as given, relative or absolute, one character per byte}
    static String of(Path path) {
        var text = path.toString();
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        var absolute = unescape(SLASH.resolve(path).toUri().getRawPath());
        var raw = path.isAbsolute() ? absolute : absolute.substring(1);
        // The URI of an existing directory ends with a slash that the name does not have.
        return raw.endsWith("/") && !text.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }

    private static String unescape(String escaped) {
        var bytes = new ByteArrayOutputStream(escaped.length());
        for (var i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
