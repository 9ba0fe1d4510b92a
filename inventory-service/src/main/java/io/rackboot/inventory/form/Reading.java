package io.rackboot.inventory.form;

import io.rackboot.inventory.answer.Mistake;
import java.util.List;

/// What a request turned out to say.
public sealed interface Reading<T> {
    /// It has the form asked for.
    record Good<T>(T value) implements Reading<T> {}

    /// It has not; every mistake is named.
    record Bad<T>(List<Mistake> mistakes) implements Reading<T> {}

    /// It is beyond the limit.
    ///
    /// @param limit bytes
    record TooLarge<T>(int limit) implements Reading<T> {}

    /// A reading with one mistake.
    static <T> Reading<T> bad(String field, String problem, String allowed) {
        return new Bad<>(List.of(new Mistake(field, problem, allowed)));
    }
}
