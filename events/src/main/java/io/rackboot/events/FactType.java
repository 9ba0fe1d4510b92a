package io.rackboot.events;

import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.BootFailed;
import io.rackboot.events.fact.BootLooped;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.BootStalled;
import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.ImageBootTested;
import io.rackboot.events.fact.ImagePromoted;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.events.fact.ImageRetired;
import io.rackboot.events.fact.KernelStarted;
import io.rackboot.events.fact.LeaseDeclined;
import io.rackboot.events.fact.LeaseExpired;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseReleased;
import io.rackboot.events.fact.LeaseRenewed;
import io.rackboot.events.fact.MachineChanged;
import io.rackboot.events.fact.MachineDiscovered;
import io.rackboot.events.fact.PowerChanged;
import io.rackboot.events.fact.RequestRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The name of each kind of fact: the last token of its subject and the end of its CloudEvents type.
///
/// @param name kebab-case, past tense, never changed
/// @param form the record that holds it
/// @param cloudEventsType `io.rackboot.boot.<name>` or `io.rackboot.image.<name>`
public record FactType<F extends Fact>(String name, Class<F> form, String cloudEventsType) {

    /// Every kind of fact.
    public static final List<FactType<?>> ALL = List.of(
            new FactType<>("boot-requested", BootRequested.class),
            new FactType<>("lease-granted", LeaseGranted.class),
            new FactType<>("lease-renewed", LeaseRenewed.class),
            new FactType<>("lease-released", LeaseReleased.class),
            new FactType<>("lease-expired", LeaseExpired.class),
            new FactType<>("lease-declined", LeaseDeclined.class),
            new FactType<>("request-refused", RequestRefused.class),
            new FactType<>("file-fetched", FileFetched.class),
            new FactType<>("kernel-started", KernelStarted.class),
            new FactType<>("boot-complete", BootComplete.class),
            new FactType<>("boot-failed", BootFailed.class),
            new FactType<>("boot-stalled", BootStalled.class),
            new FactType<>("boot-looped", BootLooped.class),
            new FactType<>("machine-discovered", MachineDiscovered.class),
            new FactType<>("machine-changed", MachineChanged.class),
            new FactType<>("power-changed", PowerChanged.class),
            new FactType<>("build-started", BuildStarted.class),
            new FactType<>("build-progress", BuildProgress.class),
            new FactType<>("build-finished", BuildFinished.class),
            new FactType<>("build-failed", BuildFailed.class),
            new FactType<>("image-published", ImagePublished.class),
            new FactType<>("image-retired", ImageRetired.class),
            new FactType<>("image-promoted", ImagePromoted.class),
            new FactType<>("image-boot-tested", ImageBootTested.class));

    private static final Map<String, FactType<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(FactType::cloudEventsType, Function.identity()));
    private static final Map<Class<?>, FactType<?>> BY_FORM =
            ALL.stream().collect(Collectors.toUnmodifiableMap(FactType::form, Function.identity()));

    /// {@return the type with that CloudEvents type, or empty for one of a newer release}
    public static Optional<FactType<?>> typed(String cloudEventsType) {
        return Optional.ofNullable(BY_TYPE.get(cloudEventsType));
    }

    /// {@return the type of this fact}
    public static FactType<?> of(Fact fact) {
        return BY_FORM.get(fact.getClass());
    }

    private FactType(String name, Class<F> form) {
        this(name, form, "io.rackboot." + (BootFact.class.isAssignableFrom(form) ? "boot." : "image.") + name);
    }
}
