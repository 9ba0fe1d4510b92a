package io.rackboot.image.specification;

import io.rackboot.image.specification.LocalData.FileSystem;
import io.rackboot.image.specification.LocalData.Tag;
import io.rackboot.image.tree.SystemDirectories;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `data`.
final class LocalDataReader {
    static final List<String> ALLOWED = List.of("data");

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,36}");
    private static final String LABEL_FORM = "1 to 36 of A-Z a-z 0-9 . _ -";
    private static final Pattern MOUNT = Pattern.compile("(?=.{2,255}\\z)(?!/(?:" + SystemDirectories.names("|")
            + ")(?:/|\\z))" + "(?:/(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._-]++)++");
    private static final String MOUNT_FORM =
            "an absolute path of A-Z a-z 0-9 . _ -, not in /" + SystemDirectories.names(", /");
    private static final FileSystem DEFAULT = FileSystem.EXT4;

    private final Consumer<Mistake> mistakes;

    LocalDataReader(Consumer<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    Optional<LocalData> read(Fields fields) {
        return fields.mapping("data", List.of("label", "partitionLabel", "mount", "fileSystem"))
                .flatMap(this::data);
    }

    private Optional<LocalData> data(Fields data) {
        if (data.has("label") == data.has("partitionLabel")) {
            mistakes.accept(
                    Field.mistake(data.mark(), "data", "has both labels, or none", "either label or partitionLabel"));
        }
        var label = data.text("label", LABEL_FORM).flatMap(f -> f.matching(LABEL, LABEL_FORM, mistakes));
        var partition = data.text("partitionLabel", LABEL_FORM).flatMap(f -> f.matching(LABEL, LABEL_FORM, mistakes));
        var mount = data.requiredText("mount", "a path such as /srv/data")
                .flatMap(f -> f.matching(MOUNT, MOUNT_FORM, mistakes))
                .map(Field::value);
        var words = Stream.of(FileSystem.values()).map(FileSystem::text).toList();
        var fileSystem = data.word("fileSystem", words)
                .map(f -> FileSystem.values()[words.indexOf(f.value())])
                .orElse(DEFAULT);
        label.filter(f -> f.value().length() > fileSystem.longestLabel())
                .ifPresent(f -> mistakes.accept(f.mistake(
                        "'" + f.value() + "' is longer than a label of " + fileSystem.text() + " can be",
                        fileSystem.longestLabel() + " characters")));
        var tag = label.isPresent() ? Tag.LABEL : Tag.PARTITION_LABEL;
        return label.or(() -> partition)
                .flatMap(name -> mount.map(place -> new LocalData(tag, name.value(), place, fileSystem)));
    }
}
