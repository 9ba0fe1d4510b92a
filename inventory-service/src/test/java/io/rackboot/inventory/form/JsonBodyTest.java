package io.rackboot.inventory.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.inventory.answer.Mistake;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private static Mistake only(byte[] body) {
        assertThat(JsonBody.read(body)).isInstanceOf(Reading.Bad.class);
        var mistakes = ((Reading.Bad<ObjectNode>) JsonBody.read(body)).mistakes();
        assertThat(mistakes).hasSize(1);
        return mistakes.getFirst();
    }

    @Test
    void anObjectIsGood() {
        assertThat(JsonBody.read("{\"rack\":\"r1\"}".getBytes(UTF_8))).isInstanceOf(Reading.Good.class);
    }

    @Test
    void aSyntaxErrorIsToldWithItsPlace() {
        assertThat(only("{\n  \"rack\": r1\n}".getBytes(UTF_8)).problem())
                .startsWith("no JSON at line 2, column 11: Unrecognized token 'r1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\"", "null", "true"})
    void anythingElseIsNone(String body) {
        assertThat(only(body.getBytes(UTF_8)))
                .isEqualTo(new Mistake("", "the body is JSON but no object", "a JSON object"));
    }

    @Test
    void anEmptyBodyIsTold() {
        assertThat(only(new byte[0]).problem()).isEqualTo("the body is empty");
    }

    @Test
    void twoDocumentsAreNone() {
        assertThat(only("{} {}".getBytes(UTF_8)).problem()).startsWith("no JSON at line 1, column 4");
    }

    @Test
    void aMemberTwiceIsAMistake() {
        assertThat(only("{\"rack\":\"r1\",\"rack\":\"r2\"}".getBytes(UTF_8)).problem())
                .contains("Duplicate field 'rack'");
    }

    @Test
    void deepNestingIsRefusedEarly() {
        assertThat(only("{\"a\":".repeat(10_000).getBytes(UTF_8)).problem()).contains("depth (17)");
        assertThat(only(("{\"a\":" + "[".repeat(60_000)).getBytes(UTF_8)).problem())
                .contains("depth (17)");
    }

    @Test
    void hugeNumbersAreRefused() {
        assertThat(only(("{\"a\":" + "9".repeat(60_000) + "}").getBytes(UTF_8)).problem())
                .contains("Number value length");
    }

    @Test
    void aBodyBeyondTheLimitIsNotParsed() {
        assertThat(JsonBody.read(new byte[JsonBody.LIMIT + 1])).isEqualTo(new Reading.TooLarge<>(JsonBody.LIMIT));
    }

    @Test
    void anyBytesAtAllGiveAnAnswer() {
        var random = new Random(1);
        var good = "{\"rack\":\"r1\",\"macs\":[\"525400123456\"],\"bmc\":{\"kind\":\"ipmi\"}}".getBytes(UTF_8);
        for (var i = 0; i < 20_000; i++) {
            var bytes = good.clone();
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(JsonBody.read(bytes)).isInstanceOfAny(Reading.Good.class, Reading.Bad.class);
        }
        for (var length = 0; length < good.length; length++) {
            assertThat(JsonBody.read(Arrays.copyOf(good, length))).isInstanceOf(Reading.Bad.class);
        }
    }
}
