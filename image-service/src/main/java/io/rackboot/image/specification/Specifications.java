package io.rackboot.image.specification;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// Reads build specifications.
///
/// @param probe looks at the files they name
public record Specifications(SourceProbe probe) {
    /// The longest specification, in characters.
    public static final int MAXIMUM_LENGTH = 256 << 10;

    private static final int MAXIMUM_DEPTH = 20;

    /// Reads a YAML document. Nothing is built or changed.
    public Reading read(String yaml) {
        var mistakes = new ArrayList<Mistake>();
        var reader = new SpecificationReader(probe, mistakes);
        var specification = switch (parse(yaml)) {
            case Parsed.Broken(var mistake) -> {
                mistakes.add(mistake);
                yield Optional.<Specification>empty();
            }
            case Parsed.Document(var mapping) ->
                reader.read(new Fields("", mapping, SpecificationReader.allowed(), mistakes::add));
        };
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        return specification.<Reading>map(Reading.Accepted::new).orElseGet(() -> new Reading.Refused(mistakes));
    }

    private sealed interface Parsed {
        record Document(MappingNode mapping) implements Parsed {}

        record Broken(Mistake mistake) implements Parsed {}
    }

    private static Parsed parse(String yaml) {
        try {
            return switch (new Yaml(options()).compose(new StringReader(yaml))) {
                case null -> new Parsed.Broken(start("the specification is empty"));
                case MappingNode mapping -> new Parsed.Document(mapping);
                case Node other ->
                    new Parsed.Broken(SpecificationReader.atStart(other.getStartMark(), "is not a group of fields"));
            };
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            var problem = "not YAML: " + e.getProblem();
            return new Parsed.Broken(mark == null ? start(problem) : Field.mistake(mark, "", problem, ""));
        } catch (YAMLException e) {
            return new Parsed.Broken(start("not YAML: " + e.getMessage()));
        }
    }

    private static Mistake start(String problem) {
        return new Mistake(1, 1, "", problem, "fields " + String.join(", ", SpecificationReader.allowed()));
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAXIMUM_LENGTH);
        options.setNestingDepthLimit(MAXIMUM_DEPTH);
        options.setMaxAliasesForCollections(MAXIMUM_DEPTH);
        return options;
    }
}
