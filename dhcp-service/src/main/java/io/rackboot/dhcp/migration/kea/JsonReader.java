package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads JSON as Kea does, with a comma too many. Where a file could not be included, its value is missing.
final class JsonReader {
    private static final int DEEPEST = 64;
    private static final Pattern WORD =
            Pattern.compile("true|false|null|-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,5})?");

    /// What a text turned out to be.
    sealed interface Reading {
        /// JSON.
        record Good(Json json) implements Reading {}

        /// Something else.
        record Bad(Place place, String why) implements Reading {}
    }

    private static final class Mistake extends Exception {
        private final Place place;

        Mistake(Place place, String why) {
            super(why);
            this.place = place;
        }
    }

    private final Tokens tokens;

    private JsonReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static Reading read(Tokens tokens) {
        try {
            var json = new JsonReader(tokens).value(0);
            return tokens.peek().kind() == Token.Kind.END
                    ? new Reading.Good(json)
                    : new Reading.Bad(tokens.peek().place(), "more after the end of the JSON value");
        } catch (Mistake mistake) {
            return new Reading.Bad(mistake.place, mistake.getMessage());
        }
    }

    private Json value(int depth) throws Mistake {
        var token = tokens.peek();
        if (depth > DEEPEST) {
            throw new Mistake(token.place(), "nested too deeply");
        }
        if (tokens.take("{")) {
            return members(token.place(), depth);
        }
        if (tokens.take("[")) {
            return items(token.place(), depth);
        }
        return switch (token.kind()) {
            case STRING -> new Json.Scalar(tokens.take().place(), token.text(), "\"" + token.text() + "\"");
            case WORD -> word(tokens.take());
            case MARK -> new Json.Nothing(token.place());
            case END -> throw new Mistake(token.place(), "JSON is expected, not " + token.text());
        };
    }

    private static Json word(Token word) throws Mistake {
        if (!WORD.matcher(word.text()).matches()) {
            throw new Mistake(word.place(), "no JSON: " + word.text());
        }
        return word.text().equals("null")
                ? new Json.Nothing(word.place())
                : new Json.Scalar(word.place(), word.text(), word.text());
    }

    private Json members(Place place, int depth) throws Mistake {
        var members = new LinkedHashMap<String, Json>();
        while (!tokens.take("}")) {
            if (!tokens.take(",")) {
                member(members, depth);
                requireSeparator("}");
            }
        }
        return new Json.Members(place, members);
    }

    private void member(Map<String, Json> members, int depth) throws Mistake {
        var name = tokens.take();
        if (name.kind() != Token.Kind.STRING) {
            throw new Mistake(name.place(), "the name of a member is expected, not " + name.text());
        }
        var colon = tokens.peek();
        if (!tokens.take(":")) {
            throw new Mistake(colon.place(), "a colon is expected, not " + colon.text());
        }
        members.put(name.text(), value(depth + 1));
    }

    private Json items(Place place, int depth) throws Mistake {
        List<Json> items = new ArrayList<>();
        while (!tokens.take("]")) {
            if (!tokens.take(",")) {
                items.add(value(depth + 1));
                requireSeparator("]");
            }
        }
        return new Json.Items(place, items);
    }

    private void requireSeparator(String end) throws Mistake {
        var token = tokens.peek();
        if (!token.is(",") && !token.is(end)) {
            throw new Mistake(token.place(), "a comma or " + end + " is expected, not " + token.text());
        }
    }
}
