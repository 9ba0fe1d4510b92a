package io.rackboot.image.archive;

import io.rackboot.image.tree.ExtendedAttributes;
import io.rackboot.image.tree.RefusedSourceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The records of a pax extended header (POSIX.1-2001): `<length> <keyword>=<value>\n`, names and values raw.
record PaxRecords(Map<String, String> values) {
    static final String SPARSE_NAME = "GNU.sparse.name";

    private static final Set<String> USED = Set.of("path", "linkpath", "size", "uid", "gid", SPARSE_NAME);
    private static final String SPARSE = "GNU.sparse.";
    private static final String EXTENDED_ATTRIBUTE = "SCHILY.xattr.";

    static final PaxRecords NONE = new PaxRecords(Map.of());

    /// Reads records, the later ones overriding `this`. Headers for all entries add up: all are bounded together.
    PaxRecords and(byte[] bytes, long offset) throws RefusedSourceException {
        var merged = new HashMap<>(values);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var at = 0;
        while (at < text.length()) {
            var space = text.indexOf(' ', at);
            var length = space < 0 ? -1 : decimal(text.substring(at, space));
            var end = at + length;
            var equals = text.indexOf('=', at);
            if (length < 0
                    || end > text.length()
                    || equals <= space
                    || equals >= end
                    || text.charAt((int) end - 1) != '\n') {
                throw new RefusedSourceException(
                        "the pax header at byte " + offset + " of the archive has a malformed record at byte " + at);
            }
            keep(text.substring(space + 1, equals), text.substring(equals + 1, (int) end - 1), merged);
            at = (int) end;
        }
        var size = merged.entrySet().stream()
                .mapToLong(
                        record -> record.getKey().length() + record.getValue().length())
                .sum();
        if (size > TarReader.MAXIMUM_HEADER) {
            throw new RefusedSourceException("the pax headers up to byte " + offset + " of the archive say " + size
                    + " bytes of names and attributes of one entry; at most " + TarReader.MAXIMUM_HEADER);
        }
        return new PaxRecords(merged);
    }

    Optional<String> text(String keyword) {
        return Optional.ofNullable(values.get(keyword)).filter(value -> !value.isEmpty());
    }

    long number(String keyword, long otherwise, long offset) throws RefusedSourceException {
        var text = text(keyword);
        if (text.isEmpty()) {
            return otherwise;
        }
        var number = decimal(text.get());
        if (number < 0) {
            throw new RefusedSourceException(
                    "the pax header at byte " + offset + " of the archive has no valid " + keyword);
        }
        return number;
    }

    boolean sparse() {
        return values.containsKey(SPARSE);
    }

    /// {@return extended attributes by their names, raw}
    SortedMap<String, String> extendedAttributes() {
        var attributes = new TreeMap<String, String>();
        values.forEach((keyword, value) -> {
            if (keyword.startsWith(EXTENDED_ATTRIBUTE)) {
                attributes.put(keyword.substring(EXTENDED_ATTRIBUTE.length()), value);
            }
        });
        return attributes;
    }

    /// Only what is used is kept: an archive may hold any number of keywords.
    private static void keep(String keyword, String value, Map<String, String> kept) {
        if (USED.contains(keyword)) {
            kept.put(keyword, value);
        } else if (keyword.startsWith(SPARSE)) {
            kept.put(SPARSE, "");
        } else if (keyword.startsWith(EXTENDED_ATTRIBUTE)
                && ExtendedAttributes.kept(keyword.substring(EXTENDED_ATTRIBUTE.length()))) {
            kept.put(keyword, value);
        }
    }

    private static long decimal(String digits) {
        return digits.length() <= 18 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : -1;
    }
}
