package io.rackboot.image.boottest;

/// What came of a boot test.
public sealed interface BootTestAnswer {

    /// It was made.
    record Made(BootReport report) implements BootTestAnswer {}

    /// This machine could not run it.
    record Lacking(String detail) implements BootTestAnswer {}
}
