package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.delivery.FileResponse.Conditions;
import io.rackboot.events.FileRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileResponseTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String TAG = "\"sha256-" + SHA + "\"";
    private static final Deliverable FILE =
            new Deliverable(Path.of("x"), 10, SHA, FileRole.KERNEL, "application/octet-stream");

    @Test
    void aGetIsAnsweredWithTheWhole() {
        assertThat(FileResponse.toGet(FILE, conditions("", "", "")))
                .isEqualTo(new FileResponse(
                        200,
                        Map.of(
                                "Content-Type", "application/octet-stream",
                                "Content-Length", "10",
                                "ETag", TAG,
                                "Accept-Ranges", "bytes",
                                "Rackboot-Role", "kernel"),
                        0,
                        10));
    }

    @Test
    void aHeadHasTheLengthAndNoBody() {
        var response = FileResponse.toHead(FILE, conditions("bytes=0-1", "", ""));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Length", "10").doesNotContainKey("Content-Range");
        assertThat(response.length()).isZero();
    }

    @Test
    void aRangeIsAnsweredWithAPart() {
        var response = FileResponse.toGet(FILE, conditions("bytes=2-4", "", ""));

        assertThat(response.status()).isEqualTo(206);
        assertThat(response.headers())
                .containsEntry("Content-Length", "3")
                .containsEntry("Content-Range", "bytes 2-4/10");
        assertThat(response.offset()).isEqualTo(2);
        assertThat(response.length()).isEqualTo(3);
        assertThat(response.reachesEndOf(FILE)).isFalse();
        assertThat(FileResponse.toGet(FILE, conditions("bytes=2-", "", "")).reachesEndOf(FILE))
                .isTrue();
    }

    @Test
    void aRangeBeyondTheEndIsRefused() {
        var response = FileResponse.toGet(FILE, conditions("bytes=10-", "", ""));

        assertThat(response.status()).isEqualTo(416);
        assertThat(response.headers())
                .containsEntry("Content-Range", "bytes */10")
                .containsEntry("Content-Length", "0");
        assertThat(response.reachesEndOf(FILE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {TAG, "W/" + TAG, "*", "\"other\", " + TAG, "\"a,b\"," + TAG + ",\"c\""})
    void aTagThatTheClientHasIsNotSentAgain(String ifNoneMatch) {
        var expected = new FileResponse(304, Map.of("ETag", TAG), 0, 0);

        assertThat(FileResponse.toGet(FILE, conditions("", "", ifNoneMatch))).isEqualTo(expected);
        assertThat(FileResponse.toGet(FILE, conditions("bytes=0-1", TAG, ifNoneMatch)))
                .isEqualTo(expected);
        assertThat(FileResponse.toHead(FILE, conditions("", "", ifNoneMatch))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "sha256-" + SHA, "\"sha256-0\"", "W/\"x\"", "junk", "\"sha256-" + SHA})
    void anyOtherTagIs(String ifNoneMatch) {
        assertThat(FileResponse.toGet(FILE, conditions("", "", ifNoneMatch)).status())
                .isEqualTo(200);
    }

    @Test
    void ifRangeWithTheSameTagAllowsTheRange() {
        assertThat(FileResponse.toGet(FILE, conditions("bytes=0-1", TAG, "")).status())
                .isEqualTo(206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/" + TAG, "Sat, 21 Nov 2026 03:00:00 GMT", "*"})
    void ifRangeWithAnotherTagMeansTheWhole(String ifRange) {
        var response = FileResponse.toGet(FILE, conditions("bytes=0-1", ifRange, ""));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.length()).isEqualTo(10);
    }

    private static Conditions conditions(String range, String ifRange, String ifNoneMatch) {
        return new Conditions(text(range), text(ifRange), text(ifNoneMatch));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
