package io.rackboot.image.init;

/// Which of the modules /init loads.
public enum Drivers {
    /// Those of its list.
    NAMED("named"),
    /// Those of its list, then those for the devices that it finds.
    FOUND("found");

    private final String text;

    Drivers(String text) {
        this.text = text;
    }

    /// {@return the word in /init}
    String text() {
        return text;
    }
}
