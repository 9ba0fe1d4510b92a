package io.rackboot.inventory.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.form.Reading;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which part of a list is wanted.
///
/// @param limit how many elements at most
/// @param after the key after which it begins; empty for the first page
public record Page(int limit, Optional<String> after) {
    /// How many elements a page has when nobody says.
    public static final int DEFAULT = 100;
    /// How many elements a page may have.
    public static final int MAX = 1000;

    /// Reads the two query parameters, each empty where the request has none.
    public static Reading<Page> read(Optional<String> limit, Optional<String> after) {
        var allowed = "a number from 1 to " + MAX;
        if (limit.isPresent() && !limit.get().matches("[0-9]{1,9}")) {
            return new Reading.Bad<>(List.of(new Mistake("limit", "is no number", allowed)));
        }
        var count = limit.map(Integer::parseInt).orElse(DEFAULT);
        if (count < 1 || count > MAX) {
            return new Reading.Bad<>(List.of(new Mistake("limit", "is " + count, allowed)));
        }
        return new Reading.Good<>(new Page(count, after));
    }

    /// {@return `{"<name>": [...], "next": "<key>"}`, `next` only where there is more}
    ///
    /// @param elements from the page's beginning on, in the order of their keys
    public <E> ObjectNode of(
            String name, Stream<E> elements, Function<E, String> key, Function<E, ? extends JsonNode> json) {
        var page = JsonNodeFactory.instance.objectNode();
        var list = page.putArray(name);
        Iterator<E> all = elements.iterator();
        var last = "";
        while (all.hasNext() && list.size() < limit) {
            var element = all.next();
            last = key.apply(element);
            list.add(json.apply(element));
        }
        if (all.hasNext()) {
            page.put("next", last);
        }
        return page;
    }
}
