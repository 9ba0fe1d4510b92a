package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.CloudEventCodec.Decoded;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectsTest {

    static List<Path> facts() {
        return Goldens.facts();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aSubjectIsTheFactsPlaceAndItsName(Path file) {
        var event = ((Decoded.Known) CloudEventCodec.decode(Goldens.bytes(Goldens.tree(file)))).event();
        var name = Goldens.name(file);
        var image = name.startsWith("build-") || name.startsWith("image-");
        assertThat(event.subject()).isEqualTo((image ? "image.debian." : "boot.r12.525400a1b2c3.") + name);
        assertThat(Goldens.tree(file).get("type").asText())
                .isEqualTo((image ? "io.rackboot.image." : "io.rackboot.boot.") + name);
        assertThat(image ? FactStream.IMAGES.subjects() : FactStream.BOOT.subjects())
                .isEqualTo(event.subject().substring(0, event.subject().indexOf('.')) + ".>");
    }

    /// The list stands in the design, in dashboards and in others' programs: a name is never changed.
    @Test
    void theNamesAreThese() {
        assertThat(FactType.ALL.stream().map(FactType::name).collect(Collectors.joining(" ")))
                .isEqualTo("boot-requested lease-granted lease-renewed lease-released lease-expired lease-declined"
                        + " request-refused file-fetched kernel-started boot-complete boot-failed boot-stalled"
                        + " boot-looped machine-discovered machine-changed power-changed build-started build-progress"
                        + " build-finished build-failed image-published image-retired image-promoted"
                        + " image-boot-tested");
    }
}
