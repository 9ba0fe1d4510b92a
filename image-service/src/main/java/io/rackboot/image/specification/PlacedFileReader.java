package io.rackboot.image.specification;

import io.rackboot.image.specification.Steps.PlacedFile;
import io.rackboot.image.specification.Steps.PlacedFile.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `files`.
final class PlacedFileReader {
    private static final Pattern PATH =
            Pattern.compile("(?s)(?=.{1,4095}\\z)(?!.*/\\.\\.?(?:/|\\z))(?:/[^/\\x00]++)++");
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern OWNER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}|0|[1-9][0-9]{0,8}");
    private static final Pattern TARGET = Pattern.compile("[^\\x00]{1,4095}");
    private static final List<String> SOURCES = List.of("text", "file", "link", "directory");
    private static final List<String> ALLOWED =
            List.of("path", "text", "file", "link", "directory", "mode", "owner", "group");

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    PlacedFileReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    List<PlacedFile> read(Fields fields) {
        var files = new ArrayList<PlacedFile>();
        for (var file : fields.mappings("files", ALLOWED)) {
            var path = file.requiredText("path", "an absolute path")
                    .flatMap(f -> f.matching(PATH, "an absolute path without '..'", mistakes));
            var source = source(file);
            var mode = file.text("mode", "0644").flatMap(f -> f.matching(MODE, "octal, such as 0644", mistakes));
            var owner = file.text("owner", "root").flatMap(f -> f.matching(OWNER, "a user or number", mistakes));
            var group = file.text("group", "root").flatMap(f -> f.matching(OWNER, "a group or number", mistakes));
            if (path.isPresent() && source.isPresent()) {
                files.add(new PlacedFile(
                        path.get().value(),
                        source.get(),
                        mode.map(f -> Integer.parseInt(f.value(), 8)).orElseGet(() -> usualMode(source.get())),
                        owner.map(Field::value).orElse("root"),
                        group.map(Field::value).orElse("root")));
            }
        }
        return files;
    }

    private Optional<Source> source(Fields file) {
        var given = SOURCES.stream().filter(file::has).toList();
        if (given.size() != 1) {
            mistakes.accept(Field.mistake(
                    file.mark(),
                    "files",
                    given.isEmpty() ? "has no content" : "has " + String.join(" and ", given),
                    "one of " + String.join(", ", SOURCES)));
            return Optional.empty();
        }
        return switch (given.getFirst()) {
            case "text" -> file.text("text", "the file's text").map(f -> new Source.Text(f.value()));
            case "file" ->
                file.text("file", "a path")
                        .flatMap(f -> f.found(probe.file(f.value()), mistakes))
                        .map(f -> new Source.OfMachine(f.value()));
            case "link" ->
                file.text("link", "what it points to")
                        .flatMap(f -> f.matching(TARGET, "1 to 4095 characters", mistakes))
                        .map(f -> new Source.Link(f.value()));
            default -> file.word("directory", List.of("true")).map(_ -> new Source.Directory());
        };
    }

    private static int usualMode(Source source) {
        return switch (source) {
            case Source.Text _, Source.OfMachine _ -> 0644;
            case Source.Directory _ -> 0755;
            case Source.Link _ -> 0777;
        };
    }
}
