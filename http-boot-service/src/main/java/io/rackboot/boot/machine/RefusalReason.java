package io.rackboot.boot.machine;

/// Why a machine is not told to boot.
public enum RefusalReason {
    /// No document has its MAC address.
    UNKNOWN_MACHINE("unknown-machine"),
    /// Its document names no profile.
    NO_PROFILE("no-profile"),
    /// There is no profile of that name.
    UNKNOWN_PROFILE("unknown-profile"),
    /// There is no image of that name and version.
    UNKNOWN_IMAGE("unknown-image"),
    /// The profile names a channel that stands for no version.
    UNKNOWN_CHANNEL("unknown-channel"),
    /// The profile wants a root mode that the image was not built for.
    ROOT_MODE("root-mode"),
    /// The image has no kernel.
    NO_KERNEL("no-kernel"),
    /// The kernel arguments cannot be handed over by this loader.
    KERNEL_ARGUMENTS("kernel-arguments"),
    /// image-service does not deliver a file of the image.
    ARTIFACT_UNAVAILABLE("artifact-unavailable"),
    /// image-service delivers something else than the document says.
    DIGEST_MISMATCH("digest-mismatch"),
    /// The cache directory takes no more.
    CACHE_FAILED("cache-failed");

    private final String word;

    RefusalReason(String word) {
        this.word = word;
    }

    /// {@return the kebab-case word that facts, logs and consoles show}
    public String word() {
        return word;
    }
}
