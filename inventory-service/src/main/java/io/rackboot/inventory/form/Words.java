package io.rackboot.inventory.form;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The forms of single words in request bodies.
public final class Words {
    /// What a name may be, for people.
    public static final String NAME = "1 to 64 of a-z 0-9 _ -";

    private static final Pattern NAME_FORM = Pattern.compile("[a-z0-9_-]{1,64}");

    private Words() {}

    /// {@return the text where it is a name of a profile or image}
    public static Optional<String> name(String text) {
        return matching(NAME_FORM, text);
    }

    /// {@return the text where the pattern matches the whole of it}
    public static Optional<String> matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /// {@return the value, or empty where its constructor refuses the text}
    public static <T> Optional<T> tried(Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// {@return the value whose word this is}
    public static <E> Optional<E> oneOf(E[] values, Function<E, String> word, String text) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst();
    }

    /// {@return `a, b or c`}
    public static <E> String list(E[] values, Function<E, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.joining(", ", "one of ", ""));
    }
}
