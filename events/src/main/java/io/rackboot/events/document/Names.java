package io.rackboot.events.document;

import java.util.regex.Pattern;

/// The form of names that stand in keys, subjects and paths.
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){1,255}");

    private Names() {}

    static void requireHex(String what, String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException(what + ": not 1 to 255 bytes in lower-case hex: " + text);
        }
    }

    static void require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of " + what + " (1 to 64 of a-z 0-9 _ -): " + name);
        }
    }

    static void requireVersion(String version) {
        if (!VERSION.matcher(version).matches() || version.endsWith(".")) {
            throw new IllegalArgumentException("not a version (1 to 64 of A-Z a-z 0-9 . _ -): " + version);
        }
    }
}
