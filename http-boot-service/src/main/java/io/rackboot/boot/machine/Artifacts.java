package io.rackboot.boot.machine;

import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import java.util.regex.Pattern;

/// What an image document must hold for its files to be fetched and its boots to be named.
final class Artifacts {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private Artifacts() {}

    /// @throws IllegalArgumentException naming what is wrong
    static void validate(ImageDocument image) {
        require(SHA_256.matcher(image.digest()).matches(), "digest is no SHA-256: " + image.digest());
        image.artifacts().forEach(Artifacts::validate);
    }

    private static void validate(Artifact artifact) {
        var what = "artifact " + artifact.name() + ": ";
        require(SHA_256.matcher(artifact.sha256()).matches(), what + "sha256 is none: " + artifact.sha256());
        require(artifact.size() >= 0, what + "size " + artifact.size());
        var scheme = String.valueOf(artifact.location().getScheme());
        require(
                (scheme.equals("http") || scheme.equals("https"))
                        && artifact.location().getHost() != null,
                what + "location is no HTTP URL: " + artifact.location());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
