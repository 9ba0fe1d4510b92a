package io.rackboot.tftp.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rackboot.events.MachineId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A name as a path below the root: segments that are names, free of `.`, `..`, separators and control characters.
///
/// @param machine the machine whose directory the name starts with
/// @param segments the path, without the machine's directory; never empty
public record RequestedPath(Optional<MachineId> machine, List<String> segments) {
    private static final Pattern MACHINE = Pattern.compile("[0-9a-fA-F]{12}");
    private static final int LONGEST = 1024;
    private static final char FIRST_PRINTABLE = ' ';
    private static final char DELETE = 0x7f;
    private static final char END_OPTION = 0xff;

    /// What a name turned out to be.
    public sealed interface Parsed {
        /// A path.
        record Valid(RequestedPath path) implements Parsed {}

        /// No path that could be served.
        record Invalid(Reason reason, String detail) implements Parsed {}
    }

    /// Reads a name as it was sent, a character per byte.
    ///
    /// ROMs that take the option after the boot file for a part of it send `name.efi` and a byte FF: such bytes at
    /// the end are dropped. A leading `/` means the root, as for every TFTP server. A backslash separates too, as
    /// for the loaders of Windows.
    public static Parsed parse(String filename) {
        var name = withoutTrailingJunk(filename);
        var text = utf8(name);
        if (text.isEmpty() || text.get().chars().anyMatch(RequestedPath::isControl)) {
            return new Parsed.Invalid(Reason.BAD_NAME, "the name holds bytes that are no text");
        }
        if (name.length() > LONGEST) {
            return new Parsed.Invalid(Reason.BAD_NAME, "the name is longer than " + LONGEST + " bytes");
        }
        return resolve(text.get().split("[/\\\\]"));
    }

    /// {@return the path as one string, with the machine's directory}
    public String text() {
        var path = String.join("/", segments);
        return machine.map(id -> id + "/" + path).orElse(path);
    }

    /// {@return the last segment}
    public String name() {
        return segments.getLast();
    }

    private static Parsed resolve(String[] parts) {
        var segments = new ArrayList<String>();
        for (var part : parts) {
            if (part.equals("..")) {
                if (segments.isEmpty()) {
                    return new Parsed.Invalid(Reason.OUTSIDE_ROOT, "the name leads out of the root directory by '..'");
                }
                segments.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                segments.add(part);
            }
        }
        if (segments.stream().anyMatch(segment -> segment.startsWith("."))) {
            return new Parsed.Invalid(Reason.NOT_READABLE, "hidden files are not served");
        }
        return segments.isEmpty()
                ? new Parsed.Invalid(Reason.BAD_NAME, "the name stands for the root directory itself")
                : new Parsed.Valid(of(segments));
    }

    private static RequestedPath of(List<String> segments) {
        return segments.size() > 1 && MACHINE.matcher(segments.getFirst()).matches()
                ? new RequestedPath(
                        MachineId.ofMac(segments.getFirst()), List.copyOf(segments.subList(1, segments.size())))
                : new RequestedPath(Optional.empty(), List.copyOf(segments));
    }

    private static String withoutTrailingJunk(String filename) {
        int end = filename.length();
        while (end > 0 && isJunk(filename.charAt(end - 1))) {
            end--;
        }
        return filename.substring(0, end);
    }

    private static boolean isJunk(char byteValue) {
        return byteValue == END_OPTION || byteValue == FIRST_PRINTABLE || isControl(byteValue);
    }

    private static boolean isControl(int character) {
        return character < FIRST_PRINTABLE || character == DELETE;
    }

    private static Optional<String> utf8(String name) {
        try {
            return Optional.of(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
