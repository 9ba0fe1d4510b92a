package io.rackboot.inventory.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Markup with places such as `{{rows}}`, filled in one pass: what fills a place is never looked at again, whatever
/// it says.
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private sealed interface Part {
        record Markup(String text) implements Part {}

        record Place(String name) implements Part {}
    }

    private final List<Part> parts;

    /// A template of this markup.
    Template(String markup) {
        var found = new ArrayList<Part>();
        var places = PLACE.matcher(markup);
        var from = 0;
        while (places.find()) {
            found.add(new Part.Markup(markup.substring(from, places.start())));
            found.add(new Part.Place(places.group(1)));
            from = places.end();
        }
        found.add(new Part.Markup(markup.substring(from)));
        parts = List.copyOf(found);
    }

    /// {@return the markup with every place filled}
    ///
    /// @param values markup by the name of its place
    /// @throws IllegalArgumentException where a place has no value
    String fill(Map<String, String> values) {
        var filled = new StringBuilder();
        for (var part : parts) {
            filled.append(
                    switch (part) {
                        case Part.Markup(var text) -> text;
                        case Part.Place(var name) ->
                            Optional.ofNullable(values.get(name))
                                    .orElseThrow(() -> new IllegalArgumentException("nothing for {{" + name + "}}"));
                    });
        }
        return filled.toString();
    }
}
