package io.rackboot.boot.token;

/// Why a boot token is not accepted.
public enum TokenFault {
    /// The request has none.
    MISSING(
            "missing",
            "no boot token: send the header Authorization: Bearer <rackboot.token of the kernel's command line>"),
    /// It does not have a token's form.
    MALFORMED("malformed", "not a boot token"),
    /// This service did not sign it, or it was changed.
    WRONG_SIGNATURE("wrong-signature", "the boot token's signature is wrong"),
    /// It was issued too long ago.
    EXPIRED("expired", "the boot token is older than 24 hours"),
    /// It belongs to another machine.
    OTHER_MACHINE("other-machine", "the boot token belongs to another machine");

    private final String word;
    private final String text;

    TokenFault(String word, String text) {
        this.word = word;
        this.text = text;
    }

    /// {@return the kebab-case word for metrics}
    public String word() {
        return word;
    }

    /// {@return the sentence for people}
    public String text() {
        return text;
    }
}
