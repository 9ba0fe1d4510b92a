package io.rackboot.inventory.boot;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.Firmware;
import io.rackboot.events.fact.BootFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The last boots of one machine, oldest first.
///
/// Facts of several services may come late and out of order; each goes to the boot in whose time it happened.
///
/// @param boots at most [#KEPT], in the order of their beginnings
public record History(List<Boot> boots) {
    /// How many boots are kept.
    public static final int KEPT = 20;
    /// No boot yet.
    public static final History NONE = new History(List.of());
    /// How many of the newest boots remember the ids of their facts: nothing comes twice after so many boots.
    private static final int REMEMBERING = 3;
    /// How much later than its first request a boot may have become known by other facts.
    private static final Duration LATE_REQUEST = Duration.ofMinutes(1);

    public History {
        boots = List.copyOf(boots);
    }

    /// {@return the newest boot}
    public Optional<Boot> latest() {
        return boots.isEmpty() ? Optional.empty() : Optional.of(boots.getLast());
    }

    /// {@return the history after one more fact of this machine; the same one where the fact is known or says nothing}
    public History apply(CloudEvent event) {
        if (!(event.fact() instanceof BootFact fact) || knows(event.id())) {
            return this;
        }
        return Happening.of(fact).map(what -> apply(event, fact, what)).orElse(this);
    }

    private boolean knows(String id) {
        return boots.stream().anyMatch(boot -> boot.facts().contains(id));
    }

    private History apply(CloudEvent event, BootFact fact, Happening what) {
        var at = place(event.time(), what);
        if (at < 0) {
            return beforeAll(event, fact, what);
        }
        var boot = boots.get(at);
        var newest = at == boots.size() - 1;
        return switch (what) {
            case Happening.Requested request
            when newest && NewBoot.isBegunBy(boot, request, event.time()) -> begin(event, fact, what);
            case Happening.Requested _
            when !newest && asksForNext(at, event.time()) -> replace(at + 1, add(boots.get(at + 1), event, what));
            case Happening _
            when newest && !boot.state().open() && NewBoot.isBegunUnasked(boot, what, event.time()) ->
                begin(event, fact, what);
            case Happening _ when !boot.state().open() && event.time().isAfter(boot.last()) -> this;
            case Happening _ -> replace(at, add(boot, event, what));
        };
    }

    /// The boot that phoned home with this id, else the last one that had begun by then.
    private int place(Instant time, Happening what) {
        for (var i = boots.size() - 1; i >= 0; i--) {
            if (what.bootId().isPresent() && named(boots.get(i), what.bootId().get())) {
                return i;
            }
        }
        var tolerated = what instanceof Happening.Requested ? time : time.plus(NewBoot.SKEW);
        for (var i = boots.size() - 1; i >= 0; i--) {
            if (!boots.get(i).start().isAfter(tolerated)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean named(Boot boot, String id) {
        return boot.steps().stream()
                .anyMatch(step -> step.what().bootId().filter(id::equals).isPresent());
    }

    private History beforeAll(CloudEvent event, BootFact fact, Happening what) {
        if (boots.isEmpty()) {
            return NewBoot.isBegunUnasked(what) ? begin(event, fact, what) : this;
        }
        var known = boots.getFirst();
        var belongs = known.firstClient().isEmpty()
                && Duration.between(event.time(), known.start()).compareTo(LATE_REQUEST) <= 0;
        if (!belongs) {
            return this;
        }
        return replace(0, add(known, event, what));
    }

    private boolean asksForNext(int at, Instant time) {
        var next = boots.get(at + 1);
        return next.firstClient().isEmpty()
                && Duration.between(time, next.start()).compareTo(LATE_REQUEST) <= 0;
    }

    private static Boot add(Boot boot, CloudEvent event, Happening what) {
        var next = boot.with(event.id(), event.time(), what);
        return what instanceof Happening.Requested request && boot.unasked() ? next.of(request.firmware()) : next;
    }

    /// A request begins a boot with what came before it and happened after it.
    private History begin(CloudEvent event, BootFact fact, Happening what) {
        var firmware = what instanceof Happening.Requested request
                ? request.firmware()
                : latest().map(Boot::firmware).orElse(Firmware.OTHER);
        var boot = Boot.begin(fact.machine(), fact.rack(), firmware, event.id(), Step.once(event.time(), what));
        var next = new ArrayList<>(boots);
        if (!next.isEmpty() && next.getLast().state().open()) {
            var ending = next.removeLast();
            boot = boot.with(ending.stepsFrom(event.time()));
            next.add(cutShort(ending.until(event.time()), event));
        }
        next.add(boot);
        for (var i = 0; i < next.size() - REMEMBERING; i++) {
            next.set(i, next.get(i).withoutFacts());
        }
        return new History(next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }

    private static Boot cutShort(Boot boot, CloudEvent event) {
        var reason = "started again at stage " + boot.stage().text();
        return boot.with("cut-short-by-" + event.id(), event.time(), new Happening.CutShort(reason));
    }

    /// A late end shows that the request after it was a new power on.
    private History replace(int at, Boot boot) {
        var next = new ArrayList<>(boots);
        next.set(at, boot);
        boot.requestAfterEnd().ifPresent(request -> {
            next.set(at, boot.until(request.time()));
            next.add(at + 1, boot.from(request));
        });
        return new History(next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }
}
