package io.rackboot.image.steps;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of lines with fields between colons, the first of which is a name: passwd(5), group(5), shadow(5),
/// gshadow(5).
final class AccountTable {
    private static final long LARGEST_NUMBER = 0xFFFF_FFFFL;

    private final TextFile file;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean changed;

    private AccountTable(TextFile file) {
        this.file = file;
    }

    /// @param fields how many a line has; shorter ones are filled up
    static AccountTable read(Tree tree, String path, Attributes attributes, int fields) throws IOException {
        var table = new AccountTable(new TextFile(tree, path, attributes));
        for (var line : table.file.lines().orElse(List.of())) {
            var row = new ArrayList<>(List.of(line.split(":", -1)));
            while (row.size() < fields) {
                row.add("");
            }
            table.rows.add(row);
        }
        return table;
    }

    List<List<String>> rows() {
        return rows;
    }

    Optional<List<String>> find(String name) {
        return rows.stream().filter(row -> row.getFirst().equals(name)).findFirst();
    }

    /// {@return the number of a user or group in a line}
    long number(List<String> row, int field) throws RefusedSourceException {
        var text = row.get(field);
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > LARGEST_NUMBER) {
            throw new RefusedSourceException(file.path() + " of the root, " + row.getFirst() + ": '" + text
                    + "' is no number from 0 to " + LARGEST_NUMBER);
        }
        return Long.parseLong(text);
    }

    void add(List<String> row) {
        if (find(row.getFirst()).isEmpty()) {
            rows.add(new ArrayList<>(row));
            changed = true;
        }
    }

    void set(String name, int field, String value) {
        find(name).filter(row -> !row.get(field).equals(value)).ifPresent(row -> {
            row.set(field, value);
            changed = true;
        });
    }

    void write() throws IOException {
        if (changed) {
            file.write(rows.stream().map(row -> String.join(":", row)).toList());
        }
        changed = false;
    }
}
