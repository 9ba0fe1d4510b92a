package io.rackboot.image.archive;

import io.rackboot.image.tree.BlockInput;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.EntryName;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A Debian package as a file (deb(5)): an ar archive of `debian-binary`, `control.tar*` and `data.tar*`. Read here,
/// not
/// by dpkg-deb, so that no name or link of it meets the service's own file system; nothing of it is run.
///
/// @param name of the package
/// @param version its version
/// @param architecture its architecture
public record DebianPackage(String name, String version, String architecture) {
    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 60;
    private static final int LARGEST_CONTROL = 1 << 20;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,10} *");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+:~-]*");
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9-]+");

    /// Reads what a package says of itself.
    ///
    /// @throws RefusedSourceException for a file that is no package; the message has no name
    public static DebianPackage read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            requireMagic(in);
            for (var member = next(in); member.isPresent(); member = next(in)) {
                if (member.get().name.startsWith("control.tar")) {
                    return control(member.get());
                }
                member.get().skip();
            }
            throw new RefusedSourceException("has no control.tar");
        }
    }

    /// Lays a package's files upon a tree, links followed as inside a chroot.
    ///
    /// @param reader has the spool of their contents
    /// @param progress told the bytes read from the file
    public static void unpack(Path file, LayerReader reader, Tree tree, ByteProgress progress) throws IOException {
        try (var in = Files.newInputStream(file)) {
            requireMagic(in);
            for (var member = next(in); member.isPresent(); member = next(in)) {
                if (member.get().name.startsWith("data.tar")) {
                    reader.apply(UnpackedInput.of(member.get(), progress), tree);
                    return;
                }
                member.get().skip();
            }
            throw new RefusedSourceException("has no data.tar");
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException(file + ": " + e.getMessage());
        }
    }

    private static DebianPackage control(Member member) throws IOException {
        var tar = new TarReader(UnpackedInput.of(member, _ -> {}));
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            if (EntryName.path(entry.get().name()).bytes().equals("control")) {
                var fields = fields(text(entry.get(), tar));
                return new DebianPackage(
                        required(fields, "Package", NAME),
                        required(fields, "Version", VERSION),
                        required(fields, "Architecture", ARCHITECTURE));
            }
        }
        throw new RefusedSourceException("has no control file");
    }

    private static String text(TarEntry entry, TarReader tar) throws IOException {
        if (entry.size() > LARGEST_CONTROL) {
            throw new RefusedSourceException("has a control file of " + entry.size() + " bytes");
        }
        var text = new StringBuilder();
        var buffer = new byte[1 << 12];
        for (var count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static Map<String, String> fields(String text) {
        var fields = new TreeMap<String, String>();
        text.lines().forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static String required(Map<String, String> fields, String field, Pattern form)
            throws RefusedSourceException {
        var value = fields.getOrDefault(field, "");
        if (!form.matcher(value).matches()) {
            throw new RefusedSourceException("its control file has no valid field " + field);
        }
        return value;
    }

    private static void requireMagic(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new RefusedSourceException("is no Debian package");
        }
    }

    private static Optional<Member> next(InputStream in) throws IOException {
        var header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        var text = new String(header, StandardCharsets.ISO_8859_1);
        if (header.length < HEADER || !text.endsWith("`\n")) {
            throw new RefusedSourceException("is damaged: no header of a member where one must be");
        }
        var size = text.substring(48, 58);
        if (!SIZE.matcher(size).matches()) {
            throw new RefusedSourceException("is damaged: a member of '" + size.strip() + "' bytes");
        }
        return Optional.of(new Member(text.substring(0, 16).strip(), Long.parseLong(size.strip()), in));
    }

    /// The bytes of a member.
    private static final class Member extends BlockInput {
        private final String name;
        private final InputStream in;
        private final long padding;
        private long left;

        Member(String name, long size, InputStream in) {
            this.name = name;
            this.in = in;
            this.left = size;
            this.padding = size & 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new RefusedSourceException("is cut short in " + name);
            }
            left -= count;
            return count;
        }

        void skip() throws IOException {
            try {
                in.skipNBytes(left + padding);
            } catch (EOFException _) {
                throw new RefusedSourceException("is cut short in " + name);
            }
        }
    }
}
