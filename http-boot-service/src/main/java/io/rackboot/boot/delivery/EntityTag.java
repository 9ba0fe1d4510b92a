package io.rackboot.boot.delivery;

import java.util.Optional;
import java.util.regex.Pattern;

/// A strong validator (RFC 9110 section 8.8.3): the content's digest.
record EntityTag(String sha256) {
    private static final Pattern LISTED = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e]*\")");

    /// {@return the tag as it stands in a header, `"sha256-<hex>"`}
    String text() {
        return "\"sha256-" + sha256 + "\"";
    }

    /// {@return whether an `If-None-Match` header lists it (section 13.1.2, weak comparison)}
    boolean listedIn(Optional<String> ifNoneMatch) {
        return ifNoneMatch
                .filter(header -> header.strip().equals("*")
                        || LISTED.matcher(header)
                                .results()
                                .anyMatch(tag -> tag.group(2).equals(text())))
                .isPresent();
    }

    /// {@return whether a range may be answered under this `If-Range` header (section 13.1.5, strong comparison)}
    boolean allowsRange(Optional<String> ifRange) {
        return ifRange.map(header -> header.strip().equals(text())).orElse(true);
    }
}
