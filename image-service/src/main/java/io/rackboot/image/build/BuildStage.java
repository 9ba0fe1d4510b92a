package io.rackboot.image.build;

/// What a build is doing, and which part of the whole it is taken for.
public enum BuildStage {
    /// The root is read: its names, or the whole archive.
    READING_ROOT("reading-root", 0, 30),
    /// A root is made of packages.
    BOOTSTRAPPING("bootstrapping", 0, 25),
    /// The steps of the specification are taken.
    STEPS("taking-steps", 25, 30),
    /// The kernel is copied.
    COPYING_KERNEL("copying-kernel", 30, 32),
    /// The root is packed as the initrd.
    PACKING("packing", 32, 98),
    /// The artifacts go into the store, the image to its readers.
    PUBLISHING("publishing", 98, 100);

    private final String text;
    private final int from;
    private final int to;

    BuildStage(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /// {@return the word in facts and answers}
    public String text() {
        return text;
    }

    /// {@return how much of the build is done, 0 to 100, when so much of this stage is}
    int percent(long done, long total) {
        return total <= 0 ? from : from + (int) Math.min(to - from, (to - from) * done / total);
    }
}
