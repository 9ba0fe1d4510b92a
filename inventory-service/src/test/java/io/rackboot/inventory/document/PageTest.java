package io.rackboot.inventory.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.rackboot.inventory.form.Reading;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private static String page(int limit, String... elements) {
        return new Page(limit, Optional.empty())
                .of("keys", Stream.of(elements), Function.identity(), TextNode::valueOf)
                .toString();
    }

    @Test
    void theLastPageHasNoNext() {
        assertThat(page(2)).isEqualTo("{\"keys\":[]}");
        assertThat(page(2, "a", "b")).isEqualTo("{\"keys\":[\"a\",\"b\"]}");
        assertThat(page(2, "a", "b", "c")).isEqualTo("{\"keys\":[\"a\",\"b\"],\"next\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "ten", "", "999999999999", "1.5", "٣"})
    void otherLimitsAreMistakes(String limit) {
        assertThat(Page.read(Optional.of(limit), Optional.empty())).isInstanceOf(Reading.Bad.class);
    }

    @Test
    void aHundredIsThePageNobodyAskedFor() {
        assertThat(Page.read(Optional.empty(), Optional.of("x")))
                .isEqualTo(new Reading.Good<>(new Page(100, Optional.of("x"))));
    }
}
