package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A statement of `dhcpd.conf`.
sealed interface Statement {
    Place place();

    List<Token> words();

    /// `words;`
    record Simple(Place place, List<Token> words) implements Statement {}

    /// `words { body }`
    ///
    /// @param lastLine where its closing brace stands
    record Block(Place place, List<Token> words, List<Statement> body, int lastLine) implements Statement {}

    /// What is no statement.
    record Broken(Place place, List<Token> words, String why) implements Statement {}

    /// {@return the word at this index as it stands; empty beyond the last}
    default String word(int index) {
        return index < words().size() ? words().get(index).text() : "";
    }

    /// {@return the keyword at this index: case does not count; empty beyond the last}
    default String key(int index) {
        return word(index).toLowerCase(Locale.ROOT);
    }

    /// {@return all keywords}
    default String all() {
        return IntStream.range(0, words().size()).mapToObj(this::key).collect(Collectors.joining(" "));
    }

    /// {@return the values from this index on, which commas separate}
    default List<String> values(int from) {
        return values(from, Token::text);
    }

    /// The same, each word as `text` has it.
    default List<String> values(int from, Function<Token, String> text) {
        var values = new ArrayList<String>();
        var value = new StringJoiner(" ");
        for (var token : words().subList(Math.min(from, words().size()), words().size())) {
            if (token.kind() == Token.Kind.COMMA) {
                values.add(value.toString());
                value = new StringJoiner(" ");
            } else {
                value.add(text.apply(token));
            }
        }
        values.add(value.toString());
        return values;
    }

    /// {@return the statement's words in one line}
    default String text() {
        var text = new StringBuilder();
        for (var token : words()) {
            text.append(text.isEmpty() || token.kind() == Token.Kind.COMMA ? "" : " ")
                    .append(token.raw());
        }
        return text.toString();
    }

    /// {@return the finding that it is left}
    default Left left(String why) {
        return switch (this) {
            case Simple _ -> new Left(place(), text(), why);
            case Broken _ -> new Left(place(), text(), why);
            case Block block
            when block.lastLine() > place().line() ->
                new Left(place(), text() + " {", why + " (to line " + block.lastLine() + ")");
            case Block _ -> new Left(place(), text() + " {", why);
        };
    }
}
