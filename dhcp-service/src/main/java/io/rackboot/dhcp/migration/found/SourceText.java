package io.rackboot.dhcp.migration.found;

/// The text of a file.
///
/// @param file its name in messages
/// @param text what it holds
public record SourceText(String file, String text) {
    /// {@return a place in this text}
    public Place at(int line) {
        return new Place(file, line);
    }
}
