package io.rackboot.events;

import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.ImageFact;

/// Where facts stand on NATS; the one place that derives a subject.
public final class Subjects {
    private Subjects() {}

    /// {@return `boot.<rack>.<machine>.<fact>` or `image.<name>.<fact>`}
    public static String of(Fact fact) {
        var name = FactType.of(fact).name();
        return switch (fact) {
            case BootFact boot -> "boot." + boot.rack() + "." + boot.machine() + "." + name;
            case ImageFact image -> "image." + image.image() + "." + name;
        };
    }
}
