package io.rackboot.image.boottest;

/// What comes of the wish for a boot test.
public sealed interface BootTestAnswer {

    /// It was made.
    record Made(BootReport report) implements BootTestAnswer {}

    /// There is no such image on this service, or it is retired.
    record NoImage(String detail) implements BootTestAnswer {}

    /// It is being made already.
    record AtWork(String detail) implements BootTestAnswer {}

    /// Such an image cannot be tried like this.
    record Unfit(String detail) implements BootTestAnswer {}

    /// This machine lacks something.
    record Lacking(String detail) implements BootTestAnswer {}
}
