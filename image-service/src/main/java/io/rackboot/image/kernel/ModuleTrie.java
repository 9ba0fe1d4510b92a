package io.rackboot.image.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An index of kmod's (libkmod/libkmod-index.c): what kmod's modprobe and udev read in place of the text files. A tree
/// by
/// the characters of the keys, each node after its children:
///
/// ```
/// magic, version, root
/// node: [prefix, NUL] [first, last, a child's place for each character between] [count, (priority, value, NUL)…]
/// ```
///
/// The upper bits of a place say which of the three parts the node has.
final class ModuleTrie {
    private static final int MAGIC = 0xB007F457;
    private static final int VERSION = 0x0002_0001;
    private static final int HAS_PREFIX = 0x8000_0000;
    private static final int HAS_VALUES = 0x4000_0000;
    private static final int HAS_CHILDREN = 0x2000_0000;
    private static final int LAST_CHARACTER = 0x7f;
    private static final int LONGEST_KEY = 1024;

    private final SortedMap<String, List<String>> entries = new TreeMap<>();

    /// Adds a value; what nobody can ask for, with a character beyond ASCII or too long, is left out.
    void add(String key, String value) {
        if (key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c > 0 && c <= LAST_CHARACTER)) {
            entries.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
        }
    }

    /// {@return the index as a file}
    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[12]);
        var root = node(out, entries, 0);
        var bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).putInt(MAGIC).putInt(VERSION).putInt(root);
        return bytes;
    }

    /// Writes the node of keys that are the same up to `from`, and {@return its place}. A key has at most as many nodes
    /// as characters; kernel aliases have some hundred.
    private static int node(ByteArrayOutputStream out, SortedMap<String, List<String>> keys, int from) {
        var prefix = common(keys, from);
        var at = from + prefix.length();
        var children = new TreeMap<Character, Integer>();
        List<String> values = List.of();
        var rest = keys;
        if (!rest.isEmpty() && rest.firstKey().length() == at) {
            values = keys.get(rest.firstKey());
            rest = rest.tailMap(rest.firstKey() + "\0");
        }
        while (!rest.isEmpty()) {
            var character = rest.firstKey().charAt(at);
            var end = rest.firstKey().substring(0, at) + (char) (character + 1);
            children.put(character, node(out, rest.headMap(end), at + 1));
            rest = rest.tailMap(end);
        }
        return write(out, prefix, children, values);
    }

    private static String common(SortedMap<String, List<String>> keys, int from) {
        if (keys.isEmpty()) {
            return "";
        }
        var first = keys.firstKey();
        var last = keys.lastKey();
        var end = from;
        while (end < first.length() && end < last.length() && first.charAt(end) == last.charAt(end)) {
            end++;
        }
        return first.substring(from, end);
    }

    private static int write(
            ByteArrayOutputStream out, String prefix, SortedMap<Character, Integer> children, List<String> values) {
        var place = out.size();
        if (!prefix.isEmpty()) {
            place |= HAS_PREFIX;
            text(out, prefix);
        }
        if (!children.isEmpty()) {
            place |= HAS_CHILDREN;
            out.write(children.firstKey());
            out.write(children.lastKey());
            for (var c = children.firstKey(); c <= children.lastKey(); c++) {
                number(out, children.getOrDefault(c, 0));
            }
        }
        if (!values.isEmpty()) {
            place |= HAS_VALUES;
            number(out, values.size());
            for (var i = 0; i < values.size(); i++) {
                number(out, i);
                text(out, values.get(i));
            }
        }
        return place;
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
    }

    /// {@return an index of one value by key}
    static ModuleTrie of(Map<String, String> entries) {
        var trie = new ModuleTrie();
        entries.forEach(trie::add);
        return trie;
    }
}
