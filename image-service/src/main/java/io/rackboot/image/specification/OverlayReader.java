package io.rackboot.image.specification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `overlays`.
final class OverlayReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final List<String> ALLOWED = List.of("name", "users", "files", "units", "hostName", "network");

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    OverlayReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    List<Overlay> read(Fields fields) {
        var overlays = new ArrayList<Overlay>();
        for (var overlay : fields.mappings("overlays", ALLOWED)) {
            var steps = new StepsReader(probe, mistakes).read(overlay);
            overlay.requiredText("name", "a profile or a machine")
                    .flatMap(f -> f.matching(NAME, "1 to 64 of a-z 0-9 _ -", mistakes))
                    .ifPresent(name -> {
                        if (overlays.stream().anyMatch(other -> other.name().equals(name.value()))) {
                            mistakes.accept(
                                    name.mistake("'" + name.value() + "' has two overlays", "one of each name"));
                        }
                        overlays.add(new Overlay(name.value(), steps));
                    });
        }
        return overlays;
    }
}
