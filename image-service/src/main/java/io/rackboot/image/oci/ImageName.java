package io.rackboot.image.oci;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an image in a registry.
///
/// @param registry such as `https://registry.example:5000`
/// @param repository such as `team/base`
/// @param tag such as `bookworm`
/// @param sha256 the digest of its manifest or index; compared, and asked for in place of the tag
public record ImageName(URI registry, String repository, String tag, Optional<String> sha256) {
    private static final Pattern FORM = Pattern.compile("(?<scheme>https?://)?"
            + "(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?|\\[[0-9a-fA-F:]+](?::[0-9]{1,5})?)/"
            + "(?<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)"
            + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
            + "(?:@sha256:(?<digest>[0-9a-f]{64}))?");

    /// {@return the name that a text is}; its host is always there: there is no registry that everybody means.
    public static Optional<ImageName> of(String text) {
        var match = FORM.matcher(text);
        if (text.length() > 512 || !match.matches()) {
            return Optional.empty();
        }
        var scheme = Optional.ofNullable(match.group("scheme")).orElse("https://");
        return Optional.of(new ImageName(
                URI.create(scheme + match.group("host")),
                match.group("repository"),
                Optional.ofNullable(match.group("tag")).orElse("latest"),
                Optional.ofNullable(match.group("digest"))));
    }

    /// {@return this image by a digest `sha256:…`, unless the name has one already}
    public ImageName at(Optional<String> digest) {
        return sha256.isPresent() || digest.isEmpty()
                ? this
                : new ImageName(registry, repository, tag, digest.map(text -> text.substring("sha256:".length())));
    }

    URI manifest(String reference) {
        return registry.resolve("/v2/" + repository + "/manifests/" + reference);
    }

    URI blob(String sha256) {
        return registry.resolve("/v2/" + repository + "/blobs/sha256:" + sha256);
    }

    @Override
    public String toString() {
        return registry.getAuthority() + "/" + repository + ":" + tag
                + sha256.map(digest -> "@sha256:" + digest).orElse("");
    }
}
