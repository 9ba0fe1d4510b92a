package io.rackboot.image.specification;

import io.rackboot.image.oci.ImageName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `root.oci`.
final class OciReader {
    private static final Pattern TAG = Pattern.compile("[!-~]{1,255}");
    private static final List<String> SOURCES = List.of("layout", "archive", "image");
    private static final List<String> ALLOWED = List.of("layout", "archive", "image", "tag");
    private static final String NAME_FORM =
            "HOST/NAME:TAG or HOST/NAME@sha256:DIGEST, http:// before it for plain HTTP";

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    OciReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Optional<OciSource> read(Fields root, String name) {
        return root.mapping(name, ALLOWED).flatMap(oci -> {
            var given = SOURCES.stream().filter(oci::has).toList();
            if (given.size() != 1) {
                mistakes.accept(Field.mistake(
                        oci.mark(),
                        "root.oci",
                        given.isEmpty() ? "has no source" : "has " + String.join(" and ", given),
                        "one of " + String.join(", ", SOURCES)));
                return Optional.empty();
            }
            var tag = oci.text("tag", "a tag")
                    .flatMap(f -> f.matching(TAG, "1 to 255 printable characters", mistakes))
                    .map(Field::value);
            return switch (given.getFirst()) {
                case "layout" ->
                    oci.text("layout", "a directory")
                            .flatMap(f -> f.found(probe.directory(f.value()), mistakes))
                            .map(f -> new OciSource.Layout(f.value(), tag));
                case "archive" ->
                    oci.text("archive", "a tar archive")
                            .flatMap(f -> f.found(probe.archive(f.value()), mistakes))
                            .map(f -> new OciSource.Archive(f.value(), tag));
                default -> oci.text("image", NAME_FORM).flatMap(this::imageName).map(OciSource.Remote::new);
            };
        });
    }

    private Optional<ImageName> imageName(Field<String> field) {
        var name = ImageName.of(field.value());
        if (name.isEmpty()) {
            mistakes.accept(field.mistake("'" + field.value() + "' names no image of a registry", NAME_FORM));
        }
        return name;
    }
}
