package io.rackboot.dhcp.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactIdsTest {

    @Test
    void noneComesTwiceAlsoAfterARestart() {
        var before = new FactIds();
        var after = new FactIds();
        assertThat(Stream.of(before, after)
                        .flatMap(ids -> Stream.generate(ids::next).limit(10_000)))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> {
                    assertThat(UUID.fromString(id)).hasToString(id);
                    assertThat(UUID.fromString(id).version()).isEqualTo(8);
                    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
                });
    }
}
