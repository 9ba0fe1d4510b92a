package io.rackboot.boot.answer;

import io.rackboot.boot.machine.Choice;
import io.rackboot.boot.script.Answer;

/// What a loader is answered, and what that means to the boot.
public sealed interface Reply {
    /// {@return what the loader is told}
    Answer answer();

    /// The machine boots.
    record Booting(Answer.Boot answer) implements Reply {}

    /// Its image is still on its way to this rack.
    record Waiting(Answer.Hold answer) implements Reply {}

    /// It does not boot.
    record Refusing(Answer.Hold answer, Choice.Refused refusal) implements Reply {}
}
