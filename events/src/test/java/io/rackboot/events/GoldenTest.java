package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.CloudEventCodec.Decoded;
import io.rackboot.events.fact.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    private static final Set<String> OPEN_MAPS = Set.of("metadata");

    static List<Path> facts() {
        return Goldens.facts();
    }

    static List<Path> documents() {
        return Goldens.documents();
    }

    @Test
    void everyFactHasItsNameAndItsFile() {
        assertThat(FactType.ALL.stream().<Class<?>>map(FactType::form))
                .containsExactlyInAnyOrderElementsOf(Contract.facts());
        assertThat(names(facts()))
                .isEqualTo(FactType.ALL.stream().map(FactType::name).collect(Collectors.toSet()));
    }

    @Test
    void everyBucketHasItsFile() {
        var buckets =
                Stream.of(Buckets.class.getFields()).map(GoldenTest::constant).collect(Collectors.toSet());
        assertThat(buckets).isEqualTo(Contract.DOCUMENTS.keySet());
        assertThat(names(documents())).isEqualTo(buckets);
    }

    /// The whole file has every member that its record has, and the minimal one only those that must be there.
    @Test
    void theFilesShowEveryMember() {
        for (var file : facts()) {
            assertThat(members(Goldens.tree(file).get("data")))
                    .as(file.toString())
                    .isEqualTo(members(fact(file).getClass(), file));
        }
        for (var file : documents()) {
            assertThat(members(Goldens.tree(file)))
                    .as(file.toString())
                    .isEqualTo(members(Contract.DOCUMENTS.get(Goldens.name(file)), file));
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFactIsReadAndWrittenUnchanged(Path file) {
        var event = event(file);
        assertThat(FactType.of(event.fact()).name()).isEqualTo(Goldens.name(file));
        assertThatObject(Goldens.tree(CloudEventCodec.encode(event)))
                .usingEquals(Goldens::same)
                .isEqualTo(Goldens.tree(file));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentIsReadAndWrittenUnchanged(Path file) throws IOException {
        var document = document(file, Goldens.tree(file));
        assertThatObject(Goldens.tree(Json.mapper().writeValueAsBytes(document)))
                .usingEquals(Goldens::same)
                .isEqualTo(Goldens.tree(file));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void membersOfANewerReleaseAreSkipped(Path file) {
        var newer = Goldens.tree(file);
        grow(newer);
        assertThat(decoded(newer)).isEqualTo(new Decoded.Known(event(file)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void membersOfANewerReleaseAreSkippedInDocuments(Path file) throws IOException {
        var newer = Goldens.tree(file);
        grow(newer);
        assertThat(document(file, newer)).isEqualTo(document(file, Goldens.tree(file)));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aMissingOrWrongMemberIsNamed(Path file) {
        for (var component : fact(file).getClass().getRecordComponents()) {
            var name = component.getName();
            if (!Contract.optional(component)) {
                assertThat(malformed(file, data -> data.remove(name))).contains("'" + name + "'");
                assertThat(malformed(file, data -> data.putNull(name))).contains(name);
            }
            assertThat(malformed(file, data -> data.putObject(name).put("a", 1)))
                    .startsWith("data: " + name)
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aMissingOrWrongMemberOfADocumentIsNamed(Path file) {
        for (var component : Contract.DOCUMENTS.get(Goldens.name(file)).getRecordComponents()) {
            var name = component.getName();
            var tree = (ObjectNode) Goldens.tree(file);
            tree.putArray(name).addObject().putArray("a");
            assertThatThrownBy(() -> document(file, tree))
                    .isInstanceOfSatisfying(
                            JsonProcessingException.class,
                            e -> assertThat(Json.explain(e)).startsWith(name));
        }
    }

    private static String malformed(Path file, java.util.function.Consumer<ObjectNode> change) {
        var tree = Goldens.tree(file);
        change.accept((ObjectNode) tree.get("data"));
        assertThat(decoded(tree)).isInstanceOf(Decoded.Malformed.class);
        return ((Decoded.Malformed) decoded(tree)).reason();
    }

    private static CloudEvent event(Path file) {
        assertThat(decoded(Goldens.tree(file))).isInstanceOf(Decoded.Known.class);
        return ((Decoded.Known) decoded(Goldens.tree(file))).event();
    }

    private static Fact fact(Path file) {
        return event(file).fact();
    }

    private static Decoded decoded(JsonNode tree) {
        return CloudEventCodec.decode(Goldens.bytes(tree));
    }

    private static Record document(Path file, JsonNode tree) throws IOException {
        return Json.mapper().readValue(Goldens.bytes(tree), Contract.DOCUMENTS.get(Goldens.name(file)));
    }

    private static void grow(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var members = object.propertyStream().toList();
            members.stream()
                    .filter(member -> !OPEN_MAPS.contains(member.getKey()))
                    .forEach(member -> grow(member.getValue()));
            object.putObject("newer").putArray("a").add(1);
        } else {
            node.forEach(GoldenTest::grow);
        }
    }

    private static Set<String> names(List<Path> files) {
        return files.stream().map(Goldens::name).collect(Collectors.toSet());
    }

    private static Set<String> members(JsonNode object) {
        return object.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Set<String> members(Class<?> form, Path file) {
        return Stream.of(form.getRecordComponents())
                .filter(component -> !file.toString().contains(".minimal.") || !Contract.optional(component))
                .map(java.lang.reflect.RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static String constant(java.lang.reflect.Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
