package io.rackboot.image.specification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The fields of one mapping of the document; says a mistake for each that should not be there or has another form.
final class Fields {
    private final String path;
    private final Mark mark;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Consumer<Mistake> mistakes;

    /// @param path of the mapping; empty for the document
    /// @param allowed the names it may have
    Fields(String path, MappingNode mapping, List<String> allowed, Consumer<Mistake> mistakes) {
        this.path = path;
        this.mark = mapping.getStartMark();
        this.mistakes = mistakes;
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode();
            var name = key instanceof ScalarNode scalar
                    ? scalar.getValue()
                    : key.getNodeId().name();
            if (!allowed.contains(name)) {
                say(
                        key.getStartMark(),
                        name,
                        "unknown field" + NearMiss.hint(name, allowed),
                        String.join(", ", allowed));
            } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
                say(key.getStartMark(), name, "is there twice", "each field once");
            }
        }
    }

    /// {@return where the mapping starts}
    Mark mark() {
        return mark;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// {@return whether a field is there and is neither a list nor a group}
    boolean isText(String name) {
        return value(name).filter(ScalarNode.class::isInstance).isPresent();
    }

    /// {@return whether a field is a list of nothing}
    boolean isEmptyList(String name) {
        return value(name)
                .filter(node ->
                        node instanceof SequenceNode list && list.getValue().isEmpty())
                .isPresent();
    }

    /// {@return a scalar as it is written, so that `version: 1.10` stays 1.10}
    Optional<Field<String>> text(String name, String allowed) {
        return value(name).flatMap(node -> scalar(qualified(name), node, allowed));
    }

    Optional<Field<String>> requiredText(String name, String allowed) {
        require(name, allowed);
        return text(name, allowed);
    }

    List<Field<String>> texts(String name, String allowed) {
        var texts = new ArrayList<Field<String>>();
        value(name).ifPresent(node -> {
            if (node instanceof SequenceNode sequence) {
                for (var i = 0; i < sequence.getValue().size(); i++) {
                    scalar(qualified(name) + "[" + i + "]", sequence.getValue().get(i), allowed)
                            .ifPresent(texts::add);
                }
            } else {
                say(node.getStartMark(), name, "is " + form(node), "a list: [" + allowed + ", …]");
            }
        });
        return texts;
    }

    Optional<Fields> mapping(String name, List<String> allowed) {
        return value(name).flatMap(node -> {
            if (node instanceof MappingNode mapping) {
                return Optional.of(new Fields(qualified(name), mapping, allowed, mistakes));
            }
            say(node.getStartMark(), name, "is " + form(node), "fields " + String.join(", ", allowed));
            return Optional.empty();
        });
    }

    /// {@return the groups of a list; none where the field is not there}
    List<Fields> mappings(String name, List<String> allowed) {
        var mappings = new ArrayList<Fields>();
        value(name).ifPresent(node -> {
            var form = "a list of groups with the fields " + String.join(", ", allowed);
            if (node instanceof SequenceNode sequence) {
                for (var i = 0; i < sequence.getValue().size(); i++) {
                    var at = name + "[" + i + "]";
                    switch (sequence.getValue().get(i)) {
                        case MappingNode mapping -> mappings.add(new Fields(qualified(at), mapping, allowed, mistakes));
                        case Node other -> say(other.getStartMark(), at, "is " + form(other), form);
                    }
                }
            } else {
                say(node.getStartMark(), name, "is " + form(node), form);
            }
        });
        return mappings;
    }

    /// {@return the entries of a list: a text as one field, a list of texts as these}
    List<List<Field<String>>> textsOrLists(String name, String allowed) {
        var entries = new ArrayList<List<Field<String>>>();
        value(name).ifPresent(node -> {
            if (!(node instanceof SequenceNode sequence)) {
                say(node.getStartMark(), name, "is " + form(node), "a list: [" + allowed + ", …]");
                return;
            }
            for (var i = 0; i < sequence.getValue().size(); i++) {
                var at = qualified(name) + "[" + i + "]";
                var words = new ArrayList<Field<String>>();
                if (sequence.getValue().get(i) instanceof SequenceNode list) {
                    list.getValue().forEach(word -> scalar(at, word, allowed).ifPresent(words::add));
                } else {
                    scalar(at, sequence.getValue().get(i), allowed).ifPresent(words::add);
                }
                entries.add(words);
            }
        });
        return entries;
    }

    /// {@return a text that is one of some words}
    Optional<Field<String>> word(String name, List<String> words) {
        var allowed = String.join(", ", words);
        return text(name, allowed).filter(f -> {
            if (!words.contains(f.value())) {
                mistakes.accept(
                        f.mistake("'" + f.value() + "' is not known" + NearMiss.hint(f.value(), words), allowed));
            }
            return words.contains(f.value());
        });
    }

    /// {@return those of a list of texts that are some words; none where the field is not there}
    List<String> words(String name, List<String> words) {
        var allowed = String.join(", ", words);
        var known = new ArrayList<String>();
        for (var field : has(name) ? texts(name, allowed) : List.<Field<String>>of()) {
            if (words.contains(field.value())) {
                known.add(field.value());
            } else {
                mistakes.accept(field.mistake(
                        "'" + field.value() + "' is not known" + NearMiss.hint(field.value(), words), allowed));
            }
        }
        return known;
    }

    /// Says a mistake where a field is missing.
    void require(String name, String allowed) {
        if (!values.containsKey(name)) {
            say(mark, name, "is missing", allowed);
        }
    }

    private Optional<Node> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Optional<Field<String>> scalar(String name, Node node, String allowed) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(new Field<>(name, node.getStartMark(), scalar.getValue()));
        }
        mistakes.accept(Field.mistake(node.getStartMark(), name, "is " + form(node), allowed));
        return Optional.empty();
    }

    private void say(Mark where, String name, String problem, String allowed) {
        mistakes.accept(Field.mistake(where, qualified(name), problem, allowed));
    }

    private String qualified(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String form(Node node) {
        return switch (node.getNodeId()) {
            case scalar -> node.getTag().equals(Tag.NULL) ? "empty" : "a text";
            case sequence -> "a list";
            case mapping -> "a group of fields";
            case anchor -> "an anchor";
        };
    }
}
