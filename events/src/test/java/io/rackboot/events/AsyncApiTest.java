package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The description for other languages says what the records say.
class AsyncApiTest {
    private static final JsonNode DESCRIPTION = description();

    static List<Path> goldens() {
        return Stream.concat(Goldens.facts().stream(), Goldens.documents().stream())
                .toList();
    }

    static List<Class<?>> records() {
        return Contract.types().stream()
                .filter(Class::isRecord)
                .filter(type -> type.getRecordComponents().length > 1
                        && !type.getSimpleName().equals("ImageReference"))
                .toList();
    }

    static List<Class<?>> words() {
        return Contract.types().stream().filter(Class::isEnum).toList();
    }

    @Test
    void everyFactAndEveryBucketHasItsSubject() {
        var addresses = DESCRIPTION
                .get("channels")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, c -> c.getValue().get("address").asText()));
        var expected = FactType.ALL.stream().collect(Collectors.toMap(FactType::name, AsyncApiTest::address));
        Contract.DOCUMENTS.keySet().forEach(bucket -> expected.put(bucket, "$KV." + bucket + ".{key}"));
        assertThat(addresses).isEqualTo(expected);
        assertThat(names(DESCRIPTION.at("/components/messages"))).isEqualTo(expected.keySet());
        assertThat(DESCRIPTION
                        .get("operations")
                        .propertyStream()
                        .map(operation ->
                                operation.getValue().at("/channel/$ref").asText()))
                .containsExactlyInAnyOrderElementsOf(expected.keySet().stream()
                        .map(name -> "#/channels/" + name)
                        .toList());
    }

    @Test
    void everyReferenceHasItsTarget() {
        var references = DESCRIPTION.findValuesAsText("$ref");
        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                DESCRIPTION.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aGoldenFileIsValid(Path file) {
        assertThat(payload(Goldens.name(file)).validate(Goldens.tree(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aGoldenFileWithoutAMemberThatMustBeThereIsNot(Path file) {
        var tree = Goldens.tree(file);
        var object = (ObjectNode) (tree.has("data") ? tree.get("data") : tree);
        var required = DESCRIPTION.at("/components/schemas/" + schema(Goldens.name(file)) + "/required");
        assertThat(required).isNotEmpty();
        for (var name : required) {
            var without = tree.deepCopy();
            ((ObjectNode) (tree.has("data") ? without.get("data") : without)).remove(name.asText());
            assertThat(payload(Goldens.name(file)).validate(without))
                    .as(name.asText())
                    .isNotEmpty();
        }
        assertThat(object).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaHasTheMembersOfItsRecord(Class<?> form) {
        var schema = DESCRIPTION.at("/components/schemas/" + form.getSimpleName());
        var members = Stream.of(form.getRecordComponents()).toList();
        assertThat(names(schema.get("properties")))
                .isEqualTo(members.stream().map(c -> c.getName()).collect(Collectors.toSet()));
        assertThat(texts(schema.get("required")))
                .containsExactlyElementsOf(members.stream()
                        .filter(c -> !Contract.optional(c))
                        .map(c -> c.getName())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("words")
    void aSchemaShowsTheWordsOfItsEnumeration(Class<?> form) {
        var name = form.getName().replaceFirst(".*\\.", "").replace("$", "");
        assertThat(texts(DESCRIPTION.at("/components/schemas/" + name + "/examples")))
                .containsExactlyElementsOf(Stream.of(form.getEnumConstants())
                        .map(word -> Json.mapper().valueToTree(word).asText())
                        .toList());
    }

    private static String address(FactType<?> type) {
        var image = type.cloudEventsType().startsWith("io.rackboot.image.");
        return (image ? "image.{image}." : "boot.{rack}.{machine}.") + type.name();
    }

    private static String schema(String name) {
        return FactType.ALL.stream()
                .filter(type -> type.name().equals(name))
                .<Class<?>>map(FactType::form)
                .findFirst()
                .or(() -> java.util.Optional.ofNullable(Contract.DOCUMENTS.get(name)))
                .orElseThrow()
                .getSimpleName();
    }

    /// The whole description, taken as a schema that refers to one message's payload within itself.
    private static JsonSchema payload(String message) {
        ObjectNode schema = DESCRIPTION.deepCopy();
        schema.put("$ref", "#/components/messages/" + message + "/payload");
        var formats =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema, formats);
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode description() {
        try (var in = Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml"))) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
