package io.rackboot.inventory.boot;

import io.rackboot.events.Stage;
import java.time.Duration;
import java.time.Instant;

/// Where a boot stands. The only way from one state to the next is [#after]; a state that has ended stays.
///
/// ```
///                 progress                        Completed
///               +----------+   +--------------------------------------> Complete
///               v          |   |                                          ^
///   begin --> Running -----+---+---------- GaveUp, CutShort -----> Failed | Completed
///               |  ^                                                 ^    |
///       Overdue |  | progress                       GaveUp, CutShort |    |
///               v  |                                                 |    |
///             Stalled -----------------------------------------------+----+
/// ```
///
/// Progress is a stage reached for the first time, or a file fetched whole for the first time.
public sealed interface BootState {

    /// It goes on.
    ///
    /// @param stage the last stage reached
    /// @param progressed when it last got on: where the deadline of the next stage is counted from
    record Running(Stage stage, Instant progressed) implements BootState {}

    /// A stage outlived its deadline; the machine may still come.
    ///
    /// @param stage the last stage reached
    /// @param since when it last got on
    /// @param deadline how long the next stage might have taken
    record Stalled(Stage stage, Instant since, Duration deadline) implements BootState {}

    /// The system is up.
    ///
    /// @param end when it said so
    /// @param uptime the kernel's own uptime then
    record Complete(Instant end, Duration uptime) implements BootState {}

    /// It ended otherwise.
    ///
    /// @param stage the last stage reached, or the one that the machine's init named
    /// @param end when it ended
    /// @param reason one line for people
    record Failed(Stage stage, Instant end, String reason) implements BootState {}

    /// {@return whether the boot can still go on}
    default boolean open() {
        return switch (this) {
            case Running _, Stalled _ -> true;
            case Complete _, Failed _ -> false;
        };
    }

    /// {@return the last stage reached}
    default Stage stage() {
        return switch (this) {
            case Running s -> s.stage();
            case Stalled s -> s.stage();
            case Complete _ -> Stage.COMPLETE;
            case Failed s -> s.stage();
        };
    }

    /// {@return the state after one more step, in the order of time}
    default BootState after(Step step) {
        return switch (this) {
            case Running s -> open(s, s.progressed(), step);
            case Stalled s -> open(s, s.since(), step);
            case Complete _, Failed _ -> this;
        };
    }

    private static BootState open(BootState from, Instant progressed, Step step) {
        return switch (step.what()) {
            case Happening.Completed f -> new Complete(step.time(), f.uptime());
            case Happening.GaveUp f ->
                new Failed(f.stage() == Stage.OTHER ? from.stage() : f.stage(), step.time(), f.reason());
            case Happening.CutShort f -> new Failed(from.stage(), step.time(), f.reason());
            case Happening.Overdue f
            when stillThere(from, progressed, f) -> new Stalled(from.stage(), f.since(), f.deadline());
            case Happening.Fetched f
            when f.reaches().isPresent() ->
                new Running(later(from.stage(), f.reaches().get()), step.time());
            case Happening.Requested _,
                    Happening.Leased _,
                    Happening.Started _,
                    Happening.Fetched _,
                    Happening.Refused _,
                    Happening.Overdue _ -> reached(from, step);
        };
    }

    /// A stall that was said in ignorance of a later step is none.
    private static boolean stillThere(BootState from, Instant progressed, Happening.Overdue stall) {
        return from.stage() == stall.stage() && !progressed.isAfter(stall.since());
    }

    private static BootState reached(BootState from, Step step) {
        return step.what()
                .reaches()
                .filter(stage -> stage.compareTo(from.stage()) > 0)
                .<BootState>map(stage -> new Running(stage, step.time()))
                .orElse(from);
    }

    private static Stage later(Stage a, Stage b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
