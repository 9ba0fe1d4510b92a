package io.rackboot.dhcp.migration.dhcpd;

import java.util.ArrayList;
import java.util.List;

/// Cuts `dhcpd.conf` into tokens. Every text has some: a string that is not closed ends with the file.
final class Lexer {
    private static final String MARKS = "{};,\"#";

    private final String text;
    private int at;
    private int line = 1;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        while (lexer.toNext()) {
            tokens.add(lexer.next());
        }
        return tokens;
    }

    /// Passes blanks and comments. {@return whether something comes after them}
    private boolean toNext() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private Token next() {
        return switch (text.charAt(at)) {
            case '{' -> mark(Token.Kind.OPEN);
            case '}' -> mark(Token.Kind.CLOSE);
            case ';' -> mark(Token.Kind.SEMICOLON);
            case ',' -> mark(Token.Kind.COMMA);
            case '"' -> string();
            default -> word();
        };
    }

    private Token mark(Token.Kind kind) {
        var mark = text.substring(at, at + 1);
        at++;
        return new Token(kind, mark, mark, line);
    }

    private Token word() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && MARKS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(start, at);
        return new Token(Token.Kind.WORD, word, word, line);
    }

    /// A backslash keeps the character after it, such as a quote, from its meaning.
    private Token string() {
        int start = at;
        int first = line;
        var value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
            char c = text.charAt(at);
            line += c == '\n' ? 1 : 0;
            value.append(c);
            at++;
        }
        at = Math.min(at + 1, text.length());
        return new Token(Token.Kind.STRING, value.toString(), text.substring(start, at), first);
    }
}
