package io.rackboot.image.specification;

import io.rackboot.image.specification.SourceProbe.Look;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    /// {@return this field where its text has a form; else the mistake is said}
    Optional<Field<T>> matching(Pattern form, String allowed, Consumer<Mistake> mistakes) {
        if (form.matcher(String.valueOf(value)).matches()) {
            return Optional.of(this);
        }
        mistakes.accept(mistake("'" + value + "' has another form", allowed));
        return Optional.empty();
    }

    /// {@return what a look found, at this field's place; else the mistake is said}
    <U> Optional<Field<U>> found(Look<U> look, Consumer<Mistake> mistakes) {
        return switch (look) {
            case Look.Fine<U>(var found) -> Optional.of(new Field<>(name, mark, found));
            case Look.Wrong<U>(var problem, var allowed) -> {
                mistakes.accept(mistake(problem, allowed));
                yield Optional.empty();
            }
        };
    }

    static Mistake mistake(Mark mark, String field, String problem, String allowed) {
        return new Mistake(mark.getLine() + 1, mark.getColumn() + 1, field, problem, allowed);
    }
}
