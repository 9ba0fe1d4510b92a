package io.rackboot.image.loader;

import java.util.Arrays;
import java.util.List;

/// What starts a machine.
public enum Firmware {
    /// The BIOS of PCs.
    BIOS("bios"),
    /// UEFI of 64-bit PCs.
    UEFI("uefi");

    private final String text;

    Firmware(String text) {
        this.text = text;
    }

    /// {@return the one of a word in specifications}
    ///
    /// @throws IllegalArgumentException for another word
    public static Firmware of(String word) {
        return Arrays.stream(values())
                .filter(f -> f.text.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    /// {@return the words of all}
    public static List<String> words() {
        return Arrays.stream(values()).map(f -> f.text).toList();
    }
}
