package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Groups the tokens of a file into statements. Every text has some; what is amiss becomes a broken one.
final class Statements {
    /// Real files nest four or five blocks; who reads the blocks does so recursively.
    private static final int DEEPEST = 32;

    private record Open(Place place, List<Token> words, List<Statement> body) {}

    private final SourceText source;
    private final List<Statement> top = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Token> words = new ArrayList<>();
    private int line = 1;

    private Statements(SourceText source) {
        this.source = source;
    }

    static List<Statement> of(SourceText source) {
        var statements = new Statements(source);
        Lexer.tokens(source.text()).forEach(statements::take);
        return statements.end();
    }

    private void take(Token token) {
        line = token.line();
        switch (token.kind()) {
            case WORD, STRING, COMMA -> words.add(token);
            case SEMICOLON -> simple();
            case OPEN -> open.push(new Open(place(), taken(), new ArrayList<>()));
            case CLOSE -> close();
        }
    }

    private void simple() {
        if (!words.isEmpty()) {
            add(new Statement.Simple(place(), taken()));
        }
    }

    private void close() {
        unfinished();
        if (open.isEmpty()) {
            words.add(new Token(Token.Kind.CLOSE, "}", "}", line));
            add(new Statement.Broken(place(), taken(), "a closing brace without an opening one"));
        } else {
            var block = open.pop();
            add(
                    open.size() < DEEPEST
                            ? new Statement.Block(block.place(), block.words(), block.body(), line)
                            : new Statement.Broken(block.place(), block.words(), "nested too deeply"));
        }
    }

    private List<Statement> end() {
        unfinished();
        while (!open.isEmpty()) {
            var block = open.peek();
            close();
            add(new Statement.Broken(block.place(), block.words(), "its block is not closed"));
        }
        return top;
    }

    private void unfinished() {
        if (!words.isEmpty()) {
            add(new Statement.Broken(place(), taken(), "no semicolon at its end"));
        }
    }

    private void add(Statement statement) {
        (open.isEmpty() ? top : open.peek().body()).add(statement);
    }

    /// The first word's place, or that of the mark that was just read.
    private Place place() {
        return source.at(words.isEmpty() ? line : words.getFirst().line());
    }

    private List<Token> taken() {
        var taken = List.copyOf(words);
        words = new ArrayList<>();
        return taken;
    }
}
