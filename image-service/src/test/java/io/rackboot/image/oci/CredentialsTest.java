package io.rackboot.image.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path directory;

    @Test
    void eachRegistryIsToldItsOwn() throws IOException {
        Files.writeString(directory.resolve("registry.example:5000"), "ops:one\n");
        Files.writeString(directory.resolve("http:127.0.0.1:5001"), "ops:two");
        assertThat(told("Registry.Example:5000/team/base:1")).contains("ops:one");
        assertThat(told("https://registry.example:5000/other")).contains("ops:one");
        assertThat(told("http://registry.example:5000/team/base:1")).isEmpty();
        assertThat(told("registry.example/team/base:1")).isEmpty();
        assertThat(told("http://127.0.0.1:5001/a")).contains("ops:two");
        assertThat(told("127.0.0.1:5001/a")).isEmpty();
    }

    private Optional<String> told(String image) throws IOException {
        return new Credentials(Optional.of(directory)).of(ImageName.of(image).orElseThrow());
    }
}
