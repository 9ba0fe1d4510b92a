package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// A native executable knows by name only what is listed: a record that is missing there is read and written as `{}`.
class NativeMetadataTest {
    private static final String FILE = "/META-INF/native-image/io.rackboot/events/reachability-metadata.json";

    @Test
    void everyTypeOfTheContractIsListed() throws IOException {
        assertThat(types().map(type -> type.get("type").asText()))
                .containsExactlyElementsOf(
                        Contract.types().stream().map(Class::getName).sorted().toList());
    }

    @Test
    void withAllThatJacksonLooksFor() throws IOException {
        assertThat(types().map(JsonNode::toString)
                        .map(text -> text.replaceFirst("\"type\":\"[^\"]*\",", ""))
                        .collect(Collectors.toSet()))
                .containsExactly(
                        "{\"allDeclaredConstructors\":true,\"allDeclaredMethods\":true,\"allDeclaredFields\":true}");
    }

    private static java.util.stream.Stream<JsonNode> types() throws IOException {
        try (var in = Objects.requireNonNull(NativeMetadataTest.class.getResourceAsStream(FILE), FILE)) {
            return StreamSupport.stream(
                    Goldens.JSON.readTree(in).get("reflection").spliterator(), false);
        }
    }
}
