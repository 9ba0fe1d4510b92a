package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value that knows where it stands.
sealed interface Json {
    Place place();

    /// An object; of members with one name the last counts.
    record Members(Place place, Map<String, Json> members) implements Json {}

    /// An array.
    record Items(Place place, List<Json> items) implements Json {}

    /// A string, number or truth value.
    ///
    /// @param raw as JSON writes it
    record Scalar(Place place, String text, String raw) implements Json {}

    /// `null`, or a value that is missing.
    record Nothing(Place place) implements Json {}

    /// {@return whether it says nothing: an empty object, array or string, or `null`}
    default boolean isEmpty() {
        return switch (this) {
            case Members object -> object.members().isEmpty();
            case Items array -> array.items().isEmpty();
            case Scalar scalar -> scalar.text().isEmpty();
            case Nothing _ -> true;
        };
    }

    /// {@return it in a few characters, what is deeper left out}
    default String brief() {
        return switch (this) {
            case Members object ->
                object.members().keySet().stream().limit(8).collect(Collectors.joining(", ", "{", "}"));
            case Items array -> "[" + array.items().size() + "]";
            case Scalar scalar -> scalar.raw();
            case Nothing _ -> "null";
        };
    }
}
