package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A native executable writes a record as `{}` or not at all unless the record, and all that is in it, is registered.
class JsonRecordsTest {
    private static final Set<Class<?>> REGISTERED =
            Set.of(JsonRecords.class.getAnnotation(RegisterForReflection.class).targets());

    @Test
    void whatIsInARegisteredRecordIsRegisteredToo() throws IOException {
        var held = REGISTERED.stream()
                .filter(Class::isRecord)
                .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .map(RecordComponent::getGenericType)
                .flatMap(JsonRecordsTest::classes)
                .filter(type -> type.getName().startsWith("io.rackboot."))
                .collect(Collectors.toSet());
        assertThat(held).isNotEmpty();
        var ours = held.stream().filter(type -> type.getName().startsWith("io.rackboot.image."));
        assertThat(REGISTERED).containsAll(ours.toList());
        assertThat(contract())
                .contains(held.stream()
                        .map(Class::getName)
                        .filter(name -> name.startsWith("io.rackboot.events."))
                        .map(name -> '"' + name + '"')
                        .toList());
    }

    private static String contract() throws IOException {
        var path = "/META-INF/native-image/io.rackboot/events/reachability-metadata.json";
        try (var in = JsonRecordsTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Stream<Class<?>> classes(Type type) {
        return switch (type) {
            case Class<?> plain -> Stream.of(plain);
            case ParameterizedType generic ->
                Arrays.stream(generic.getActualTypeArguments()).flatMap(JsonRecordsTest::classes);
            default -> throw new AssertionError("a type of another kind: " + type);
        };
    }
}
