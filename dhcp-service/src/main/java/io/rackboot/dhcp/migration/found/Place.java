package io.rackboot.dhcp.migration.found;

/// A line of a file.
///
/// @param file its name as the operator gave it, or as another file includes it
/// @param line the line, from 1
public record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
