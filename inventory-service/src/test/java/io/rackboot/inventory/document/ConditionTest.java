package io.rackboot.inventory.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.inventory.form.Reading;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final OptionalLong TWELVE = OptionalLong.of(12);

    private static Condition match(String header) {
        return good(Condition.read(Optional.of(header), Optional.empty()));
    }

    private static Condition noneMatch(String header) {
        return good(Condition.read(Optional.empty(), Optional.of(header)));
    }

    private static Condition good(Reading<Condition> reading) {
        return ((Reading.Good<Condition>) reading).value();
    }

    @Test
    void withoutHeadersEverythingHolds() {
        var condition = good(Condition.read(Optional.empty(), Optional.empty()));

        assertThat(condition).isEqualTo(Condition.NONE);
        assertThat(condition.holds(NONE)).isTrue();
        assertThat(condition.holds(TWELVE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"12\";true",
                "\"11\", \"12\";true",
                "\"11\",\"13\";false",
                "*;true",
                "W/\"12\";false",
                "\"abc\";false",
                "\"012x\";false",
                "\"99999999999999999999\";false"
            })
    void ifMatchAsksForOneOfThese(String header, boolean holds) {
        assertThat(match(header).holds(TWELVE)).isEqualTo(holds);
        assertThat(match(header).holds(NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"\"12\";false", "W/\"12\";false", "\"13\";true", "*;false"})
    void ifNoneMatchAsksForNoneOfThese(String header, boolean holds) {
        assertThat(noneMatch(header).holds(TWELVE)).isEqualTo(holds);
        assertThat(noneMatch(header).holds(NONE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "\"12", "\"12\",", "\"12\" \"13\"", "w/\"12\"", "**"})
    void whatIsNoEntityTagIsAMistake(String header) {
        assertThat(Condition.read(Optional.of(header), Optional.empty())).isInstanceOf(Reading.Bad.class);
        assertThat(Condition.read(Optional.empty(), Optional.of(header))).isInstanceOf(Reading.Bad.class);
    }
}
