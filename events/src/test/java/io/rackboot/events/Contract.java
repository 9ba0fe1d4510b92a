package io.rackboot.events;

import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.events.fact.Fact;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the contract consists of, found by reflection.
final class Contract {
    /// The record of each bucket's values.
    static final Map<String, Class<? extends Record>> DOCUMENTS = Map.of(
            Buckets.MACHINES, MachineDocument.class,
            Buckets.PROFILES, ProfileDocument.class,
            Buckets.IMAGES, ImageDocument.class,
            Buckets.CHANNELS, ChannelsDocument.class,
            Buckets.LEASES, LeaseDocument.class);

    private Contract() {}

    /// {@return every record that is a fact}
    static Set<Class<?>> facts() {
        return permitted(Fact.class).collect(Collectors.toSet());
    }

    /// {@return every type of this module that stands in a fact or a document}
    static Set<Class<?>> types() {
        var found = new LinkedHashSet<Class<?>>();
        Stream.concat(facts().stream(), DOCUMENTS.values().stream()).forEach(type -> collect(type, found));
        return found;
    }

    static boolean optional(RecordComponent component) {
        return component.getType() == java.util.Optional.class;
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(Contract::permitted)
                : Stream.of(type);
    }

    private static void collect(Type type, Set<Class<?>> found) {
        switch (type) {
            case ParameterizedType generic ->
                Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
            case Class<?> form
            when form.getName().startsWith("io.rackboot.") && found.add(form) -> {
                if (form.isRecord()) {
                    Stream.of(form.getRecordComponents()).forEach(c -> collect(c.getGenericType(), found));
                }
            }
            default -> {}
        }
    }
}
