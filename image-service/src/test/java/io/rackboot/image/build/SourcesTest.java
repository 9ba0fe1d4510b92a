package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path directory;

    @Test
    void aSourceThatHasBecomeALinkSinceTheBuildWasAskedForIsRefused() throws IOException {
        var real = directory.toRealPath();
        try (var workshop = new Workshop(real)) {
            Commands.run(real, "mkdir -p root/sbin other/sbin && touch other/sbin/init && chmod +x other/sbin/init");
            var specification = Workshop.specification(
                    "name: demo\nversion: 1\nkernel: %1$s/vmlinuz\nroot: {directory: %1$s/root}\n".formatted(real));
            Commands.run(real, "mv root was && ln -s other root");
            assertThatThrownBy(() -> workshop.build(specification))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessage(real + "/root leads to " + real + "/other now, unlike when the build was asked for");
        }
    }
}
