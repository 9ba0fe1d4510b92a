package io.rackboot.image.init;

/// Who reports `boot-complete`.
public enum CompletionReporter {
    /// A systemd unit, once multi-user.target is reached.
    UNIT("unit"),
    /// A line of busybox init's inittab, once its sysinit scripts have ended.
    INITTAB("inittab"),
    /// /init itself, right before it hands over: nothing is known of what comes after.
    INIT("init");

    private final String text;

    CompletionReporter(String text) {
        this.text = text;
    }

    /// {@return the word in /init}
    public String text() {
        return text;
    }
}
