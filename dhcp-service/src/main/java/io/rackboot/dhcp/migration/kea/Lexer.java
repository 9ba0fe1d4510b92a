package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.SourceText;
import java.util.Optional;

/// Cuts a configuration of Kea into tokens: JSON with comments of the shell, C and C++, and with include directives.
/// Every text has some: a string or comment that is not closed ends with the file.
final class Lexer {
    private static final String INCLUDE = "<?include";
    private static final String INCLUDE_END = "?>";
    private static final String MARKS = "{}[]:,";

    private final SourceText source;
    private final String text;
    private int at;
    private int line = 1;

    Lexer(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    /// {@return the next include directive, where one comes before the next token}
    Optional<Token> include() {
        pass();
        if (!text.startsWith(INCLUDE, at)) {
            return Optional.empty();
        }
        var place = place();
        int end = after(INCLUDE_END, at);
        var directive = text.substring(at, end);
        goTo(end);
        return Optional.of(new Token(Token.Kind.WORD, directive, place));
    }

    /// {@return the next token}
    Token next() {
        pass();
        var place = place();
        if (at == text.length()) {
            return new Token(Token.Kind.END, "the end of the file", place);
        }
        char c = text.charAt(at);
        if (c == '"') {
            return new Token(Token.Kind.STRING, string(), place);
        }
        int start = at;
        at++;
        if (MARKS.indexOf(c) >= 0) {
            return new Token(Token.Kind.MARK, String.valueOf(c), place);
        }
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        return new Token(Token.Kind.WORD, text.substring(start, at), place);
    }

    private static boolean isOfWord(char c) {
        return !Character.isWhitespace(c) && MARKS.indexOf(c) < 0 && "\"#/<".indexOf(c) < 0;
    }

    private Place place() {
        return source.at(line);
    }

    /// Passes blanks and comments.
    private void pass() {
        int before = -1;
        while (before != at && at < text.length()) {
            before = at;
            if (text.charAt(at) == '#' || text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                goTo(end < 0 ? text.length() : end);
            } else if (text.startsWith("/*", at)) {
                goTo(after("*/", at + 2));
            } else if (Character.isWhitespace(text.charAt(at))) {
                goTo(at + 1);
            }
        }
    }

    private String string() {
        var value = new StringBuilder();
        goTo(at + 1);
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                escaped(value);
            } else {
                value.append(text.charAt(at));
                goTo(at + 1);
            }
        }
        goTo(Math.min(at + 1, text.length()));
        return value.toString();
    }

    private void escaped(StringBuilder value) {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : '\\';
        goTo(Math.min(at + 2, text.length()));
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> value.append(unicode());
            default -> value.append(c);
        }
    }

    private char unicode() {
        int end = Math.min(at + 4, text.length());
        var digits = text.substring(at, end);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            return '\ufffd';
        }
        goTo(end);
        return (char) Integer.parseInt(digits, 16);
    }

    private int after(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void goTo(int end) {
        for (; at < end; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }
}
