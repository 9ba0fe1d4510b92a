package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The JSON of the contract: instants in ISO 8601, durations in seconds, absent members left out, unknown members and
/// unknown words of enumerations accepted, because the contract grows. A member that is no `Optional` must be there.
public final class Json {
    private Json() {}

    /// {@return a new mapper with the contract's settings}
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .annotationIntrospector(new RequiredUnlessOptional())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
    }

    /// {@return what is wrong and where, in one line: `relay.giaddr: not an IPv4 address: 1.2.3`}
    public static String explain(JsonProcessingException failure) {
        var text = Optional.ofNullable(failure.getCause())
                .filter(IllegalArgumentException.class::isInstance)
                .map(Throwable::getMessage)
                .orElse(failure.getOriginalMessage())
                .lines()
                .findFirst()
                .orElse("");
        return failure instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? place(mapping.getPath()) + ": " + text
                : text;
    }

    private static String place(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> Optional.ofNullable(step.getFieldName())
                        .map(name -> "." + name)
                        .orElse("[" + step.getIndex() + "]"))
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /// `FAIL_ON_MISSING_CREATOR_PROPERTIES` would refuse an absent `Optional` too.
    private static final class RequiredUnlessOptional extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return member instanceof AnnotatedParameter parameter
                    ? parameter.getRawType() != Optional.class
                    : super.hasRequiredMarker(member);
        }
    }
}
