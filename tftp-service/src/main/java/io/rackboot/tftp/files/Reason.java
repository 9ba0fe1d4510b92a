package io.rackboot.tftp.files;

/// Why there are no bytes for a name; the word is the one in facts and metrics.
public enum Reason {
    /// Neither the root directory nor http-boot-service has it.
    NOT_FOUND("not-found"),
    /// The name, or a symbolic link behind it, leads out of the root directory.
    OUTSIDE_ROOT("outside-root"),
    /// A name that no file can have here.
    BAD_NAME("bad-name"),
    /// It is there, but is no regular file or may not be read.
    NOT_READABLE("not-readable"),
    /// http-boot-service does not answer.
    BOOT_SERVER_UNREACHABLE("boot-server-unreachable"),
    /// http-boot-service does not hand it out.
    BOOT_SERVER_REFUSED("boot-server-refused"),
    /// http-boot-service answered with an error of its own.
    BOOT_SERVER_FAILED("boot-server-failed");

    private final String word;

    Reason(String word) {
        this.word = word;
    }

    /// {@return the word used in facts and metrics}
    public String word() {
        return word;
    }
}
