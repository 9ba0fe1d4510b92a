package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSettingsTest {
    @TempDir
    Path directory;

    @Test
    void aKeyWithoutItsCertificateIsNamed() throws Exception {
        Commands.require("busybox");
        var key = Files.writeString(directory.resolve("own.key"), "key");
        refused("image.signing-key", key, "given with image.signing-certificate");
        refused("image.signing-certificate", key, "given with image.signing-key");
    }

    private void refused(String property, Path file, String allowed) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ImageConfig.class)
                .withDefaultValues(Map.of(
                        "image.state-directory",
                        directory.toString(),
                        "image.busybox",
                        "/bin/busybox",
                        property,
                        file.toString()))
                .build()
                .getConfigMapping(ImageConfig.class);
        assertThatThrownBy(() -> ImageSettings.means(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(property + " is " + file + "; it must be " + allowed);
    }
}
