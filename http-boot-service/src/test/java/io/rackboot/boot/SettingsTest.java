package io.rackboot.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.boot.script.ServerUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path directory;

    private record Config(String rack, Path stateDirectory, Path loaders, Optional<String> publicUrl)
            implements BootConfig {}

    @Test
    void theStateDirectoryIsMade() {
        var settings = Settings.of(config("r12", Optional.of("http://boot.rack:8081/")));

        assertThat(settings.rack().label()).isEqualTo("r12");
        assertThat(settings.cache()).isDirectory().isEqualTo(directory.resolve("state/cache"));
        assertThat(settings.snapshots()).isDirectory();
        assertThat(settings.publicUrl()).contains(new ServerUrl("http", "boot.rack:8081"));
    }

    @Test
    void aWrongRackIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(config("R 12", Optional.empty())))
                .withMessageStartingWith("boot.rack: not a rack label");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.77.1", "ftp://x", "http://x/path", "http://x?y", "http://", "http://a b", "//x"})
    void aWrongUrlIsNamed(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(config("r1", Optional.of(url))))
                .withMessageStartingWith("boot.public-url: ");
    }

    @Test
    void aStateDirectoryThatCannotBeIsNamed() throws IOException {
        Files.writeString(directory.resolve("state"), "a file");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(config("r1", Optional.empty())))
                .withMessageStartingWith("boot.state-directory: " + directory.resolve("state") + " cannot be made");
    }

    private BootConfig config(String rack, Optional<String> publicUrl) {
        return new Config(rack, directory.resolve("state"), directory, publicUrl);
    }
}
