package io.rackboot.image.boottest;

/// What executes the machine's instructions.
public enum Accelerator {
    /// The processor itself.
    KVM("kvm"),
    /// QEMU's emulation: works everywhere, some ten times slower. Its translations have a bound.
    TCG("tcg,thread=multi,tb-size=256");

    private final String option;

    Accelerator(String option) {
        this.option = option;
    }

    String option() {
        return option;
    }

    /// {@return the word in JSON and in the configuration}
    public String text() {
        return this == KVM ? "kvm" : "tcg";
    }
}
