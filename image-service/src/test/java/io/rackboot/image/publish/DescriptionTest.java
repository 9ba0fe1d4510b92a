package io.rackboot.image.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.store.Digests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    private static final BuiltArtifact KERNEL = artifact(FileRole.KERNEL, "vmlinuz", "a");
    private static final BuiltArtifact ONE = artifact(FileRole.OTHER, "overlay-one", "b");
    private static final BuiltArtifact TWO = artifact(FileRole.OTHER, "overlay-two", "c");

    @Test
    void theDigestIsOfRolesBytesAndNamesInAFixedOrder() {
        var text = "kernel " + "a".repeat(64) + " vmlinuz\nother " + "b".repeat(64) + " overlay-one\nother "
                + "c".repeat(64) + " overlay-two\n";
        assertThat(Description.digest(List.of(KERNEL, ONE, TWO))).isEqualTo(Digests.sha256(text));
        assertThat(Description.digest(List.of(TWO, ONE, KERNEL))).isEqualTo(Digests.sha256(text));
    }

    @Test
    void overlaysThatAreRenamedOrSwappedMakeAnotherImage() {
        var digest = Description.digest(List.of(KERNEL, ONE, TWO));
        var renamed = artifact(FileRole.OTHER, "overlay-three", "c");
        assertThat(Description.digest(List.of(KERNEL, ONE, renamed))).isNotEqualTo(digest);
        var swapped = List.of(
                KERNEL, artifact(FileRole.OTHER, "overlay-one", "c"), artifact(FileRole.OTHER, "overlay-two", "b"));
        assertThat(Description.digest(swapped)).isNotEqualTo(digest);
    }

    private static BuiltArtifact artifact(FileRole role, String name, String digit) {
        return new BuiltArtifact(role, name, Path.of("/", name), 1, digit.repeat(64));
    }
}
