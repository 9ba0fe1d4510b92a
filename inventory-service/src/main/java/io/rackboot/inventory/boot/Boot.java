package io.rackboot.inventory.boot;

import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One boot of one machine: its steps in the order of time and the state they lead to ([BootState] draws it).
///
/// @param machine the MAC address it boots from
/// @param rack where
/// @param firmware the firmware class of its first request, so that a UEFI HTTP boot that goes on in iPXE stays one
/// @param steps what happened, oldest first; the first one is its beginning
/// @param state where that leads to
/// @param facts ids of the facts it holds, oldest first: a fact that comes twice counts once
public record Boot(
        MachineId machine, Rack rack, Firmware firmware, List<Step> steps, BootState state, List<String> facts) {

    /// How many steps are kept; beyond it only those that change the state are.
    static final int STEPS = 120;
    /// How many ids are remembered.
    static final int FACTS = 400;
    /// How far back a repetition is looked for.
    private static final int REPEATS = 4;

    public Boot {
        steps = List.copyOf(steps);
        facts = List.copyOf(facts);
    }

    /// A boot that begins with this.
    static Boot begin(MachineId machine, Rack rack, Firmware firmware, String fact, Step first) {
        return of(machine, rack, firmware, List.of(first), List.of(fact));
    }

    /// {@return this boot with one more fact, wherever in time it belongs}
    Boot with(String fact, Instant time, Happening what) {
        if (facts.contains(fact)) {
            return this;
        }
        return of(machine, rack, firmware, insert(time, what), remember(fact));
    }

    /// {@return this boot without the ids of its facts}
    Boot withoutFacts() {
        return facts.isEmpty() ? this : new Boot(machine, rack, firmware, steps, state, List.of());
    }

    /// {@return this boot as one of that firmware: its first request came late}
    Boot of(Firmware first) {
        return new Boot(machine, rack, first, steps, state, facts);
    }

    /// {@return this boot with steps that were taken for another one's}
    Boot with(List<Step> more) {
        var next = new ArrayList<>(steps);
        next.addAll(more);
        next.sort(Comparator.comparing(Step::time));
        return of(machine, rack, firmware, next, facts);
    }

    /// {@return its steps from then on}
    List<Step> stepsFrom(Instant time) {
        return steps.stream().filter(step -> !step.time().isBefore(time)).toList();
    }

    /// {@return this boot without its steps from then on; its first stays}
    Boot until(Instant time) {
        var kept = new ArrayList<>(steps.subList(0, 1));
        steps.stream().skip(1).filter(step -> step.time().isBefore(time)).forEach(kept::add);
        return of(machine, rack, firmware, kept, facts);
    }

    /// {@return the first request after this boot's end, which cannot be its own}
    Optional<Step> requestAfterEnd() {
        return end().flatMap(end -> steps.stream()
                .filter(step -> step.time().isAfter(end) && step.what() instanceof Happening.Requested)
                .findFirst());
    }

    /// {@return the boot that begins with this request among the steps}
    Boot from(Step request) {
        var first = request.what() instanceof Happening.Requested asked ? asked.firmware() : firmware;
        return of(machine, rack, first, stepsFrom(request.time()), List.of());
    }

    private static Boot of(MachineId machine, Rack rack, Firmware firmware, List<Step> steps, List<String> facts) {
        BootState state =
                new BootState.Running(Stage.REQUESTED, steps.getFirst().time());
        var kept = new ArrayList<Step>(steps.size());
        for (var step : steps) {
            if (state.open() || !(step.what() instanceof Happening.CutShort)) {
                kept.add(step);
            }
            state = state.after(step);
        }
        return new Boot(machine, rack, firmware, kept, state, facts);
    }

    private List<Step> insert(Instant time, Happening what) {
        var at = steps.size();
        while (at > 0 && steps.get(at - 1).time().isAfter(time)) {
            at--;
        }
        var next = new ArrayList<>(steps);
        var repeated = repeated(at, what);
        if (repeated.isPresent()) {
            next.set(repeated.get(), steps.get(repeated.get()).again(time));
        } else if (steps.size() < STEPS || matters(what)) {
            next.add(at, Step.once(time, what));
        }
        return next;
    }

    /// A request or lease after a file is no repetition: iPXE's own, once it is loaded, is a step of its own.
    private Optional<Integer> repeated(int end, Happening what) {
        for (var i = end - 1; i >= Math.max(0, end - REPEATS); i--) {
            var earlier = steps.get(i).what();
            if (what.repeats(earlier)) {
                return Optional.of(i);
            }
            if (asks(what) && earlier instanceof Happening.Fetched) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean asks(Happening what) {
        return what instanceof Happening.Requested || what instanceof Happening.Leased;
    }

    private boolean matters(Happening what) {
        return switch (what) {
            case Happening.Started _,
                    Happening.Completed _,
                    Happening.GaveUp _,
                    Happening.Overdue _,
                    Happening.CutShort _ -> steps.size() < 2 * STEPS;
            case Happening.Requested _, Happening.Leased _, Happening.Fetched _, Happening.Refused _ ->
                what.reaches()
                        .filter(stage -> stage.compareTo(state.stage()) > 0)
                        .isPresent();
        };
    }

    private List<String> remember(String fact) {
        var next = new ArrayList<>(facts.size() < FACTS ? facts : facts.subList(1, facts.size()));
        next.add(fact);
        return next;
    }

    /// {@return a name for it: machine and beginning}
    public String id() {
        return machine + "-" + start().toEpochMilli();
    }

    /// {@return when it began}
    public Instant start() {
        return steps.getFirst().time();
    }

    /// {@return when something last happened}
    public Instant last() {
        return steps.stream().map(Step::last).max(Instant::compareTo).orElseThrow();
    }

    /// {@return the program that asked first, or empty where the first request was never heard of}
    public Optional<BootClient> firstClient() {
        return steps.getFirst().what() instanceof Happening.Requested r ? Optional.of(r.client()) : Optional.empty();
    }

    /// {@return whether no request of it was ever heard of}
    boolean unasked() {
        return steps.stream().noneMatch(step -> step.what() instanceof Happening.Requested);
    }

    /// {@return the furthest stage reached}
    public Stage stage() {
        return state.stage();
    }

    /// {@return the address it was last given}
    public Optional<Ipv4> address() {
        return steps.reversed().stream()
                .flatMap(step -> step.what().given().stream())
                .findFirst();
    }

    /// {@return the image it runs, as `name.version`}
    public Optional<String> image() {
        return steps.reversed().stream()
                .flatMap(step -> step.what().runs().stream())
                .findFirst();
    }

    /// {@return from the first step to the end; empty while it goes on, and where nothing but the end is known}
    public Optional<Duration> total() {
        return end().filter(end -> end.isAfter(start())).map(end -> Duration.between(start(), end));
    }

    /// {@return when it ended, or empty while it goes on}
    public Optional<Instant> end() {
        return switch (state) {
            case BootState.Complete s -> Optional.of(s.end());
            case BootState.Failed s -> Optional.of(s.end());
            case BootState.Running _, BootState.Stalled _ -> Optional.empty();
        };
    }

    /// {@return when each stage was reached; the kernel's by the last of its files, every other by its first step}
    public Map<Stage, Instant> stages() {
        var reached = new EnumMap<Stage, Instant>(Stage.class);
        for (var step : steps) {
            step.what().reaches().ifPresent(stage -> {
                if (stage == Stage.KERNEL) {
                    reached.put(stage, step.time());
                } else {
                    reached.putIfAbsent(stage, step.time());
                }
            });
        }
        return reached;
    }
}
