package io.rackboot.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.inventory.boot.BootHistoryResource;
import io.rackboot.inventory.boot.BootResource;
import io.rackboot.inventory.image.BuildResource;
import io.rackboot.inventory.image.ImageResource;
import io.rackboot.inventory.machine.DiscoveryResource;
import io.rackboot.inventory.machine.MachineResource;
import io.rackboot.inventory.page.PageResource;
import io.rackboot.inventory.profile.ProfileResource;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.nats.testing.NeedsNatsServer;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The contract in META-INF/openapi.yaml against what is there.
@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class OpenApiTest {
    private static final List<Class<?>> RESOURCES = List.of(
            MachineResource.class,
            DiscoveryResource.class,
            ProfileResource.class,
            ImageResource.class,
            BuildResource.class,
            BootResource.class,
            BootHistoryResource.class,
            PageResource.class);

    private static Set<String> served() {
        var served = new TreeSet<>(Set.of("get /events", "get /boots/live", "get /live"));
        for (var resource : RESOURCES) {
            for (var method : resource.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotations())
                        .flatMap(a -> Optional.ofNullable(a.annotationType().getAnnotation(HttpMethod.class)).stream())
                        .map(HttpMethod::value)
                        .forEach(verb -> served.add(verb.toLowerCase(Locale.ROOT) + " "
                                + path(
                                        resource.getAnnotation(Path.class),
                                        Optional.ofNullable(method.getAnnotation(Path.class)))));
            }
        }
        return served;
    }

    private static String path(Path resource, Optional<Path> method) {
        var whole = "/" + resource.value() + "/" + method.map(Path::value).orElse("");
        var clean = whole.replaceAll("/+", "/");
        return clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }

    @Test
    void everyPathIsDescribedAndNothingElse() {
        var described = new TreeSet<String>();
        operations(Schemas.ofService().document())
                .forEach(operation -> described.add(operation.verb() + " " + operation.path()));

        assertThat(described).isEqualTo(served());
    }

    @Test
    void everyOperationHasSummaryTagsAnswersAndItsErrors() {
        for (var operation : operations(Schemas.ofService().document())) {
            var json = operation.json();
            assertThat(json.path("summary").asText()).as("%s", operation).isNotEmpty();
            assertThat(json.path("operationId").asText()).as("%s", operation).isNotEmpty();
            assertThat(json.path("tags")).as("%s", operation).hasSize(1);
            assertThat(json.path("responses").isEmpty()).as("%s", operation).isFalse();
            if (operation.verb().equals("put")) {
                assertThat(json.path("responses").fieldNames())
                        .toIterable()
                        .as("%s", operation)
                        .contains("200", "201", "400", "409", "412", "413", "415", "503");
                assertThat(json.at("/requestBody/content/application~1json/schema")
                                .isObject())
                        .as("%s", operation)
                        .isTrue();
            }
            if (operation.verb().equals("delete")) {
                assertThat(json.path("responses").fieldNames())
                        .toIterable()
                        .as("%s", operation)
                        .contains("204", "404", "409", "412", "503");
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var document = Schemas.ofService().document();
        var references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private record Operation(String verb, String path, JsonNode json) {}

    private static List<Operation> operations(JsonNode document) {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(verb -> Set.of("get", "put", "delete", "post").contains(verb.getKey()))
                        .map(verb -> new Operation(verb.getKey(), path.getKey(), verb.getValue())))
                .toList();
    }
}
