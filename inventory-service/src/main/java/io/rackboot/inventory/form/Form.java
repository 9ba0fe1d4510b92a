package io.rackboot.inventory.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.inventory.answer.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A JSON object being read field by field; every mistake is collected, and a field that nobody read is one.
///
/// A field that is absent or `null` is empty. A field with a mistake is empty too, so that reading goes on.
public final class Form {
    /// How many mistakes are told at once.
    private static final int SHOWN = 100;

    private final ObjectNode json;
    private final String prefix;
    private final List<Mistake> mistakes;
    private final Set<String> known = new TreeSet<>();

    private Form(ObjectNode json, String prefix, List<Mistake> mistakes) {
        this.json = json;
        this.prefix = prefix;
        this.mistakes = mistakes;
    }

    /// A form over a whole body.
    public static Form of(ObjectNode json) {
        return new Form(json, "", new ArrayList<>());
    }

    /// Reads a text and makes a value of it.
    ///
    /// @param allowed what would be right, for people
    /// @param parser gives empty for what is not allowed
    public <T> Optional<T> text(String field, String allowed, Function<String, Optional<T>> parser) {
        return node(field).flatMap(node -> parse(prefix + field, node, allowed, parser));
    }

    /// Reads a text that must be there.
    public <T> Optional<T> required(String field, String allowed, Function<String, Optional<T>> parser) {
        if (node(field).isEmpty()) {
            mistake(field, "is missing", allowed);
        }
        return text(field, allowed, parser);
    }

    /// Reads a list of texts; empty where the field is absent.
    ///
    /// @param limit how many there may be
    public <T> Optional<List<T>> texts(String field, int limit, String allowed, Function<String, Optional<T>> parser) {
        return node(field).flatMap(node -> {
            if (!node.isArray() || node.size() > limit) {
                mistake(
                        field,
                        node.isArray() ? "has " + node.size() + " elements" : "is " + kind(node),
                        "a list of at most " + limit + " texts, each " + allowed);
                return Optional.empty();
            }
            var values = new ArrayList<T>();
            for (var i = 0; i < node.size(); i++) {
                parse(prefix + field + "[" + i + "]", node.get(i), allowed, parser)
                        .ifPresent(values::add);
            }
            return Optional.of(values);
        });
    }

    /// Reads an object whose values are texts; empty where the field is absent.
    public Optional<Map<String, String>> map(
            String field, int limit, String allowed, Function<Map.Entry<String, String>, Optional<String>> parser) {
        return node(field).flatMap(node -> {
            if (!node.isObject() || node.size() > limit) {
                mistake(
                        field,
                        node.isObject() ? "has " + node.size() + " members" : "is " + kind(node),
                        "an object of at most " + limit + " members, each " + allowed);
                return Optional.empty();
            }
            var values = new LinkedHashMap<String, String>();
            node.properties()
                    .forEach(member -> parse(
                                    prefix + field + "." + member.getKey(),
                                    member.getValue(),
                                    allowed,
                                    text -> parser.apply(Map.entry(member.getKey(), text)))
                            .ifPresent(value -> values.put(member.getKey(), value)));
            return Optional.of(values);
        });
    }

    /// Reads an object with a form of its own.
    public <T> Optional<T> object(String field, String allowed, Function<Form, Optional<T>> reader) {
        return node(field).flatMap(node -> {
            if (!(node instanceof ObjectNode object)) {
                mistake(field, "is " + kind(node), allowed);
                return Optional.empty();
            }
            var inner = new Form(object, prefix + field + ".", mistakes);
            var value = reader.apply(inner);
            inner.refuseUnknown();
            return value;
        });
    }

    /// Notes a mistake that the form alone cannot see.
    public void mistake(String field, String problem, String allowed) {
        mistakes.add(new Mistake(prefix + field, problem, allowed));
    }

    /// {@return whether there is no mistake so far}
    public boolean good() {
        return mistakes.isEmpty();
    }

    /// Ends reading: what nobody asked for is a mistake.
    ///
    /// @param value the value read; empty only where there are mistakes
    public <T> Reading<T> end(Optional<T> value) {
        refuseUnknown();
        if (mistakes.isEmpty() && value.isPresent()) {
            return new Reading.Good<>(value.get());
        }
        return new Reading.Bad<>(List.copyOf(mistakes.subList(0, Math.min(SHOWN, mistakes.size()))));
    }

    private void refuseUnknown() {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistake(shown(name), "is unknown", "one of " + String.join(", ", known));
            }
        });
    }

    private Optional<JsonNode> node(String field) {
        known.add(field);
        return Optional.ofNullable(json.get(field)).filter(node -> !node.isNull());
    }

    private <T> Optional<T> parse(String path, JsonNode node, String allowed, Function<String, Optional<T>> parser) {
        if (!node.isTextual()) {
            mistakes.add(new Mistake(path, "is " + kind(node), allowed));
            return Optional.empty();
        }
        var value = parser.apply(node.textValue());
        if (value.isEmpty()) {
            mistakes.add(new Mistake(path, "is \"" + shown(node.textValue()) + "\"", allowed));
        }
        return value;
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "\u00b7");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRING, BINARY -> "a text";
            case NULL, MISSING -> "nothing";
        };
    }
}
