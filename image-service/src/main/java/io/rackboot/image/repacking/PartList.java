package io.rackboot.image.repacking;

import io.rackboot.image.compress.PackedPart;
import io.rackboot.image.cpio.PartKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the parts of a packed archive are in it.
///
/// @param packer what packed them
/// @param artifact the digest of the archive, in hex
/// @param parts by what they hold
record PartList(String packer, String artifact, Map<PartKey, PackedPart> parts) {
    private static final String FORM = "rackboot parts 1";
    private static final int FIELDS = 4;

    /// {@return the list as lines of text: form, packer, artifact, then key, offset, length, checksum of each}
    String text() {
        var text = new StringBuilder(FORM + "\n" + packer + "\n" + artifact + "\n");
        parts.forEach((key, part) -> text.append(key.text())
                .append(' ')
                .append(part.offset())
                .append(' ')
                .append(part.length())
                .append(' ')
                .append(part.checksum())
                .append('\n'));
        return text.toString();
    }

    /// {@return the list of a text; empty for one that is damaged or of another form}
    static Optional<PartList> read(List<String> lines) {
        if (lines.size() < 3 || !lines.getFirst().equals(FORM)) {
            return Optional.empty();
        }
        try {
            var parts = new HashMap<PartKey, PackedPart>();
            for (var line : lines.subList(3, lines.size())) {
                var fields = line.split(" ", -1);
                if (fields.length != FIELDS) {
                    return Optional.empty();
                }
                parts.put(
                        new PartKey(fields[0]),
                        new PackedPart(
                                Long.parseLong(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
            }
            return Optional.of(new PartList(lines.get(1), lines.get(2), parts));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
