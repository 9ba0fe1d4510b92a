package io.rackboot.image.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what getfattr(1) says of files, and gives the tree's nodes their extended attributes:
///
/// ```
/// # file: usr/bin/ping
/// security.capability=0x0100000200200000…
/// ```
///
/// A backslash stands before three octal digits of a byte.
public final class AttributeDump {
    private static final String FILE = "# file: ";
    private static final String HEX = "0x";
    // 64 KiB as hexadecimal digits, and the name.
    private static final int LONGEST_LINE = 1 << 18;

    private final TreeLimits limits;
    private final Tree tree;
    private Optional<TreePath> path = Optional.empty();
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private int files;

    /// @param tree has the files' nodes
    public AttributeDump(TreeLimits limits, Tree tree) {
        this.limits = limits;
        this.tree = tree;
    }

    /// Reads all.
    ///
    /// @return how many files have attributes
    /// @throws RefusedSourceException where the tree becomes too large, or something else was written
    public int read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                line(line.toString(StandardCharsets.ISO_8859_1));
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(b);
            } else {
                throw new RefusedSourceException("an extended attribute of more than " + LONGEST_LINE + " digits");
            }
        }
        line(line.toString(StandardCharsets.ISO_8859_1));
        line("");
        return files;
    }

    private void line(String line) throws RefusedSourceException {
        if (line.isEmpty()) {
            give();
        } else if (line.startsWith(FILE)) {
            path = Optional.of(EntryName.path(bytes(line.substring(FILE.length()))));
        } else {
            var equals = line.indexOf('=');
            var name = bytes(equals < 0 ? line : line.substring(0, equals));
            if (ExtendedAttributes.kept(name)) {
                attributes.put(name, equals < 0 ? "" : value(line.substring(equals + 1)));
            }
        }
    }

    private void give() throws RefusedSourceException {
        if (path.isPresent() && !attributes.isEmpty()) {
            var node = tree.at(path.get());
            if (node.isPresent()) {
                tree.put(path.get(), with(node.get()));
                limits.requireMemory(path.get(), tree);
                files++;
            }
        }
        path = Optional.empty();
        attributes.clear();
    }

    private Node with(Node node) {
        var old = node.attributes();
        var all = new Attributes(old.permissions(), old.uid(), old.gid(), attributes);
        return switch (node) {
            case Node.Directory _ -> new Node.Directory(all);
            case Node.RegularFile(var _, var content, var identity) -> new Node.RegularFile(all, content, identity);
            case Node.SymbolicLink(var _, var target) -> new Node.SymbolicLink(all, target);
            case Node.Device(var _, var kind, var major, var minor) -> new Node.Device(all, kind, major, minor);
            case Node.Fifo _ -> new Node.Fifo(all);
        };
    }

    private static String value(String text) throws RefusedSourceException {
        try {
            var digits = text.startsWith(HEX) ? text.substring(HEX.length()) : "?";
            return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            throw new RefusedSourceException("getfattr wrote a value that is not hexadecimal");
        }
    }

    private static String bytes(String quoted) {
        var bytes = new StringBuilder();
        for (var i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '\\' && quoted.substring(i + 1).matches("(?s)[0-3][0-7]{2}.*")) {
                bytes.append((char) Integer.parseInt(quoted, i + 1, i + 4, 8));
                i += 3;
            } else {
                bytes.append(quoted.charAt(i));
            }
        }
        return bytes.toString();
    }
}
