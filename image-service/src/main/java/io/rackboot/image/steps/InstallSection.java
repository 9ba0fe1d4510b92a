package io.rackboot.image.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The [Install] section of a unit.
record InstallSection(Map<String, List<String>> settings) {

    static InstallSection of(List<String> lines) {
        var settings = new TreeMap<String, List<String>>();
        var section = "";
        for (var line : lines) {
            var text = line.strip();
            var equals = text.indexOf('=');
            if (text.startsWith("[")) {
                section = text;
            } else if (section.equals("[Install]") && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                var values = Stream.of(text.substring(equals + 1).strip().split("\\s+"))
                        // What leads elsewhere is no unit's name.
                        .filter(value -> !value.isEmpty() && !value.contains("/"))
                        .toList();
                settings.computeIfAbsent(text.substring(0, equals).strip(), _ -> new ArrayList<>())
                        .addAll(values);
            }
        }
        return new InstallSection(settings);
    }

    boolean isEmpty() {
        return wantedBy().isEmpty() && requiredBy().isEmpty() && alias().isEmpty() && also().isEmpty();
    }

    List<String> wantedBy() {
        return values("WantedBy");
    }

    List<String> requiredBy() {
        return values("RequiredBy");
    }

    List<String> alias() {
        return values("Alias");
    }

    List<String> also() {
        return values("Also");
    }

    String defaultInstance() {
        return values("DefaultInstance").stream().findFirst().orElse("");
    }

    private List<String> values(String name) {
        return settings.getOrDefault(name, List.of());
    }
}
