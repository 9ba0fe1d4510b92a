package io.rackboot.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// A machine that an image is for, in the words of Go.
///
/// @param architecture such as amd64, arm64
public record Platform(String architecture) {

    /// {@return that of this machine}
    public static Platform ofTheMachine() {
        return new Platform(
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "aarch64" -> "arm64";
                    case "riscv64" -> "riscv64";
                    case "ppc64le" -> "ppc64le";
                    case "s390x" -> "s390x";
                    default -> "amd64";
                });
    }

    boolean matches(JsonNode platform) {
        return platform.path("os").asText().equals("linux")
                && platform.path("architecture").asText().equals(architecture);
    }
}
