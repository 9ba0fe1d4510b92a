package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.HistoryEntry;
import io.rackboot.events.document.HistoryStep;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final ImageDocument FIRST = image("debian", "1", 1);
    private static final ImageDocument SECOND = image("debian", "2", 2);
    private static final List<ImageDocument> IMAGES = List.of(FIRST, SECOND, image("alpine", "9", 9));
    private static final Optional<ChannelsDocument> CHANNELS = Optional.of(new ChannelsDocument(
            "debian",
            List.of(new Channel("stable", "1", Instant.EPOCH, "ops"), new Channel("gone", "0", Instant.EPOCH, "ops")),
            List.of(),
            List.of("2"),
            List.of()));

    @Test
    void aVersionIsThatOne() {
        assertThat(among("debian.1")).contains(FIRST);
        assertThat(among("debian.2")).contains(SECOND);
        assertThat(among("debian.3")).isEmpty();
    }

    @Test
    void aChannelIsWhatItStandsFor() {
        assertThat(among("debian@stable")).contains(FIRST);
        assertThat(among("debian@candidate")).isEmpty();
        assertThat(among("debian@gone")).isEmpty();
        assertThat(ImageReference.of("debian@stable").among(IMAGES, Optional.empty()))
                .isEmpty();
    }

    @Test
    void aBareNameIsTheNewestThatIsOffered() {
        assertThat(ImageReference.of("debian").among(IMAGES, Optional.empty())).contains(SECOND);
        assertThat(among("debian")).contains(FIRST);
        assertThat(ImageReference.of("debian").among(List.of(SECOND), CHANNELS)).contains(SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian@", "@stable", "debian@Stable", "debian.1@stable", "debian@stable.1", "debian@a@b"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHistoryKeepsTheNewestEntries() {
        var entries = IntStream.rangeClosed(1, 201)
                .mapToObj(i -> new HistoryEntry(
                        Instant.ofEpochSecond(i),
                        HistoryStep.PUBLISHED,
                        "1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        assertThat(new ChannelsDocument("debian", List.of(), List.of(), List.of(), entries).history())
                .isEqualTo(entries.subList(1, 201));
    }

    private static Optional<ImageDocument> among(String reference) {
        return ImageReference.of(reference).among(IMAGES, CHANNELS);
    }

    private static ImageDocument image(String name, String version, long second) {
        return new ImageDocument(
                name,
                version,
                Instant.ofEpochSecond(second),
                RootMode.INITRD,
                "6.1",
                List.of(),
                "d".repeat(64),
                List.of());
    }
}
