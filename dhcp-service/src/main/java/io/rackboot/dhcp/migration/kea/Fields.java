package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.Reasons;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An object of the configuration being read member by member; what nobody took is left at the end.
///
/// A member that is `null`, or an empty string, array or object, says nothing and is as good as absent.
final class Fields {
    private final String path;
    private final Json.Members json;
    private final Consumer<? super Left> left;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> reasons = new HashMap<>();

    Fields(String path, Json.Members json, Consumer<? super Left> left) {
        this.path = path;
        this.json = json;
        this.left = left;
    }

    /// {@return where it begins}
    Place place() {
        return json.place();
    }

    /// {@return its path and its members' names}
    String text() {
        return path + " " + json.brief();
    }

    /// Marks members that nobody will miss.
    void ignore(List<String> names) {
        taken.addAll(names);
    }

    /// Says why members will be left.
    void because(String reason, List<String> names) {
        names.forEach(name -> reasons.put(name, reason));
    }

    /// {@return a member's text; empty where it is absent, or no scalar, which is told}
    Optional<String> text(String name) {
        return member(name).flatMap(value -> switch (value) {
            case Json.Scalar scalar -> Optional.of(scalar.text());
            case Json.Members _, Json.Items _, Json.Nothing _ -> {
                left(name, "not a single value");
                yield Optional.empty();
            }
        });
    }

    /// {@return the objects of an array}
    List<Fields> objects(String name) {
        return items(name, "not a list of objects").stream()
                .flatMap(item -> item.value() instanceof Json.Members members
                        ? Stream.of(new Fields(item.path(), members, left))
                        : left(item, "not an object"))
                .toList();
    }

    /// {@return the texts of an array}
    List<String> texts(String name) {
        return items(name, "not a list").stream()
                .flatMap(item -> item.value() instanceof Json.Scalar scalar
                        ? Stream.of(scalar.text())
                        : left(item, "not a single value"))
                .toList();
    }

    /// {@return an object}
    Optional<Fields> object(String name) {
        return member(name).flatMap(value -> {
            if (value instanceof Json.Members members) {
                return Optional.of(new Fields(path(name), members, left));
            }
            left(name, "not an object");
            return Optional.empty();
        });
    }

    /// Leaves a member.
    void left(String name, String why) {
        var value = json.members().get(name);
        left.accept(new Left(
                value == null ? json.place() : value.place(),
                path(name) + (value == null ? "" : " = " + value.brief()),
                why));
    }

    /// Leaves the whole object.
    void left(String why) {
        left.accept(new Left(place(), text(), why));
    }

    /// Leaves every member that says something and that nobody took.
    void end() {
        json.members().forEach((name, value) -> {
            if (!taken.contains(name) && !value.isEmpty()) {
                left(name, reasons.getOrDefault(name, Reasons.NO_COUNTERPART));
            }
        });
    }

    private record Item(String path, Json value) {}

    private List<Item> items(String name, String otherwise) {
        return member(name)
                .map(value -> {
                    if (value instanceof Json.Items array) {
                        var items = array.items();
                        return IntStream.range(0, items.size())
                                .mapToObj(i -> new Item(path(name) + "[" + i + "]", items.get(i)))
                                .filter(item -> !(item.value() instanceof Json.Nothing))
                                .toList();
                    }
                    left(name, otherwise);
                    return List.<Item>of();
                })
                .orElse(List.of());
    }

    private <T> Stream<T> left(Item item, String why) {
        left.accept(new Left(
                item.value().place(), item.path() + " = " + item.value().brief(), why));
        return Stream.empty();
    }

    private Optional<Json> member(String name) {
        taken.add(name);
        return Optional.ofNullable(json.members().get(name)).filter(value -> !value.isEmpty());
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
