package io.rackboot.boot.script;

/// Text on its way to a console.
final class ConsoleText {
    private ConsoleText() {}

    /// {@return the text with control characters as `?` and without iPXE's expansion}
    static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?").replace("${", "$ {");
    }
}
