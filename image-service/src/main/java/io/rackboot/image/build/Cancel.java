package io.rackboot.image.build;

/// What became of the wish to cancel a build.
public sealed interface Cancel {

    /// It ended before it began.
    record Done(BuildRecord build) implements Cancel {}

    /// It is ending; within a moment nothing of it is left.
    record Ending(BuildRecord build) implements Cancel {}

    /// It had ended already.
    record TooLate(BuildRecord build) implements Cancel {}

    /// There is no such build.
    record Unknown() implements Cancel {}

    /// It is not this service's, and NATS is away.
    ///
    /// @param reason one line for people
    record Unavailable(String reason) implements Cancel {}
}
