package io.rackboot.image.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A path inside a root, without a leading slash; the root itself is empty.
///
/// File names are bytes, not text. They are held one byte per character (ISO 8859-1), so that nothing is lost whatever
/// the locale, and so that the natural order of strings is the order of bytes.
///
/// @param bytes the path, one character per byte
public record TreePath(String bytes) implements Comparable<TreePath> {
    /// The root.
    public static final TreePath ROOT = new TreePath("");

    /// Reads text such as `/etc/inittab`; `.` and empty components fall away.
    /// @throws IllegalArgumentException for a component `..`
    public static TreePath of(String text) {
        var path = ROOT;
        for (var component : components(raw(text))) {
            if (component.equals("..")) {
                throw new IllegalArgumentException("a path with '..': " + text);
            }
            path = path.child(component);
        }
        return path;
    }

    /// {@return text as its UTF-8 bytes, one per character}
    public static String raw(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// {@return the text of bytes held one per character}
    public static String text(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// {@return the components of a raw path; `.` and empty ones left out, `..` kept}
    public static List<String> components(String raw) {
        var components = new ArrayList<String>();
        for (var component : raw.split("/")) {
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return components;
    }

    /// {@return the path of an entry of this directory}
    public TreePath child(String rawName) {
        return new TreePath(bytes.isEmpty() ? rawName : bytes + "/" + rawName);
    }

    /// {@return the directory it lies in; the root's is the root}
    public TreePath parent() {
        var slash = bytes.lastIndexOf('/');
        return slash < 0 ? ROOT : new TreePath(bytes.substring(0, slash));
    }

    /// {@return the last component, raw}
    public String name() {
        return bytes.substring(bytes.lastIndexOf('/') + 1);
    }

    /// {@return its bytes}
    public byte[] toBytes() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int compareTo(TreePath other) {
        return bytes.compareTo(other.bytes);
    }

    /// {@return as people write it, with a leading slash}
    @Override
    public String toString() {
        return "/" + text(bytes);
    }
}
