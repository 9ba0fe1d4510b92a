package io.rackboot.image.repacking;

import io.rackboot.image.compress.PackedPart;
import io.rackboot.image.compress.ParallelZstdOutputStream;
import io.rackboot.image.cpio.PartKey;
import io.rackboot.image.cpio.PartOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One archive being packed: its parts are taken from an earlier one where they are the same, and noted for the next.
public final class Repacking implements PartOutput {
    private final ParallelZstdOutputStream out;
    private final EarlierParts earlier;
    private final Map<PartKey, PackedPart> parts = new LinkedHashMap<>();
    private int known;
    private int all;

    Repacking(ParallelZstdOutputStream out, EarlierParts earlier) {
        this.out = out;
        this.earlier = earlier;
    }

    @Override
    public boolean putKnown(PartKey key) throws IOException {
        var found = earlier.find(key);
        if (found.isEmpty()) {
            return false;
        }
        out.put(found.get().bytes(), found.get().checksum(), part -> parts.put(key, part));
        known++;
        all++;
        return true;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void end(byte[] head, Optional<PartKey> key) throws IOException {
        out.end(head, part -> key.ifPresent(k -> parts.put(k, part)));
        all++;
    }

    /// {@return how many parts were taken as they were, and of how many}
    public String summary() {
        return known + " of " + all + " parts";
    }

    /// {@return how many parts were taken as they were}
    public int known() {
        return known;
    }

    /// {@return the parts whose bytes can be told without reading them; whole when the output is closed}
    Map<PartKey, PackedPart> parts() {
        return parts;
    }
}
