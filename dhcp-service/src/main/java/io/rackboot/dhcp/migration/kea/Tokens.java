package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.migration.found.Surroundings.Opened;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The tokens of a configuration. Those of an included file stand where its directive does, as Kea has it.
final class Tokens {
    private static final Pattern DIRECTIVE = Pattern.compile("<\\?include\\s+\"([^\"]*)\"\\s*\\?>");

    private final Surroundings surroundings;
    private final Consumer<? super Left> left;
    private final Deque<Lexer> open = new ArrayDeque<>();
    private Token next;

    Tokens(SourceText source, Surroundings surroundings, Consumer<? super Left> left) {
        this.surroundings = surroundings;
        this.left = left;
        open.push(new Lexer(source));
        next = read();
    }

    /// {@return the next token, which stays the next}
    Token peek() {
        return next;
    }

    /// {@return the next token}
    Token take() {
        var taken = next;
        next = read();
        return taken;
    }

    /// {@return whether the next token is this mark, which is taken then}
    boolean take(String mark) {
        boolean is = next.is(mark);
        if (is) {
            take();
        }
        return is;
    }

    private Token read() {
        while (true) {
            var directive = open.element().include();
            if (directive.isPresent()) {
                include(directive.get());
                continue;
            }
            var token = open.element().next();
            if (token.kind() != Token.Kind.END || open.size() == 1) {
                return token;
            }
            open.pop();
        }
    }

    private void include(Token directive) {
        var path = DIRECTIVE.matcher(directive.text());
        if (!path.matches()) {
            leave(directive, "not of the form <?include \"FILE\"?>");
        } else if (open.size() > Surroundings.DEEPEST) {
            leave(directive, "files include each other");
        } else {
            switch (surroundings.open(path.group(1))) {
                case Opened.Text(var source) -> open.push(new Lexer(source));
                case Opened.Refused(var why) -> leave(directive, why);
            }
        }
    }

    private void leave(Token directive, String why) {
        left.accept(new Left(directive.place(), directive.text(), why));
    }
}
