package io.rackboot.image.sandbox;

import io.rackboot.image.script.Scripts;

/// The scripts that arrange what programs see.
enum Script {
    /// For programs of a root, inside it.
    IN_ROOT("in-root"),
    /// For programs of the machine that make a root.
    BESIDE_MACHINE("beside-machine");

    private final String file;
    private final String text;

    Script(String file) {
        this.file = file;
        this.text = Scripts.read(file);
    }

    /// {@return its name in messages}
    String file() {
        return file;
    }

    /// {@return what a shell takes with `-c`}
    String text() {
        return text;
    }
}
