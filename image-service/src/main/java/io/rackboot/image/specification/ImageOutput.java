package io.rackboot.image.specification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A file that is made of an image besides what its root mode needs.
public enum ImageOutput {
    /// Kernel, command line and initrd in one EFI program.
    UNIFIED_KERNEL("uki"),
    /// A disk with that program in its EFI system partition.
    EFI_DISK("efi-disk"),
    /// GRUB as an EFI program, kernel and initrd inside.
    GRUB("grub");

    private final String text;

    ImageOutput(String text) {
        this.text = text;
    }

    /// {@return the word in specifications}
    public String text() {
        return text;
    }

    /// {@return the words of all}
    public static List<String> words() {
        return Arrays.stream(values()).map(ImageOutput::text).toList();
    }

    /// {@return the one of that word}
    public static Optional<ImageOutput> of(String word) {
        return Arrays.stream(values()).filter(o -> o.text.equals(word)).findFirst();
    }
}
