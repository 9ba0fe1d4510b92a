package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @Test
    void segmentsAreDecodedOnce() {
        assertThat(RequestPath.parse("/boot/a%20b/%2541/%C3%BC")).contains(List.of("boot", "a b", "%41", "ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "boot",
                "/",
                "//",
                "/boot//x",
                "/boot/",
                "/boot/../x",
                "/boot/./x",
                "/boot/%2e%2e/x",
                "/boot/%2E./x",
                "/boot/.%2e",
                "/boot/a%2fb",
                "/boot/a%2Fb",
                "/boot/a%5cb",
                "/boot/a\\b",
                "/boot/a%00b",
                "/boot/a%0ab",
                "/boot/a%7fb",
                "/boot/a%",
                "/boot/a%2",
                "/boot/a%zz",
                "/boot/%ff",
                "/boot/%c0%ae%c0%ae/x",
                "/boot/%C0%AF",
                "/boot/ü"
            })
    void whatMeansSomethingElseIsRefused(String path) {
        assertThat(RequestPath.parse(path)).isEmpty();
    }

    @Test
    void soIsALongPath() {
        assertThat(RequestPath.parse("/" + "a".repeat(1023))).isPresent();
        assertThat(RequestPath.parse("/" + "a".repeat(1024))).isEmpty();
    }
}
