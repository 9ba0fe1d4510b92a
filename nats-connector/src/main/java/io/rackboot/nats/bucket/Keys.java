package io.rackboot.nats.bucket;

/// The form of keys: tokens of `-/_=a-zA-Z0-9`, joined by dots.
///
/// Asked for every document that is written: a regular expression would take longer than the rest of it.
final class Keys {
    private Keys() {}

    /// @throws IllegalArgumentException for anything else
    static void require(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a key: '" + key + "'");
        }
    }

    private static boolean isKey(String key) {
        boolean inToken = false;
        for (int at = 0; at < key.length(); at++) {
            char c = key.charAt(at);
            if (c == '.' ? !inToken : !isOfToken(c)) {
                return false;
            }
            inToken = c != '.';
        }
        return inToken;
    }

    private static boolean isOfToken(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-/_=".indexOf(c) >= 0;
    }
}
