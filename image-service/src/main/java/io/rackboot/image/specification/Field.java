package io.rackboot.image.specification;

import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;

/// A value with the place it was read at.
///
/// @param name the field's path
record Field<T>(String name, Mark mark, T value) {

    <U> Field<U> map(Function<T, U> change) {
        return new Field<>(name, mark, change.apply(value));
    }

    Mistake mistake(String problem, String allowed) {
        return mistake(mark, name, problem, allowed);
    }

    static Mistake mistake(Mark mark, String field, String problem, String allowed) {
        return new Mistake(mark.getLine() + 1, mark.getColumn() + 1, field, problem, allowed);
    }
}
