package io.rackboot.image.build;

import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.kernel.Unpacker;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Unpacks modules into one file of the build: a kernel may have thousands, and a first stage and its root have the
/// same.
final class UnpackedModules implements Unpacker, AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final OutputStream out;
    private final Map<Content, Content> unpacked = new HashMap<>();
    private long size;

    UnpackedModules(JobSpace space) throws IOException {
        var name = space.unused("modules");
        this.out = space.create(name);
        this.file = space.path(name);
    }

    @Override
    public Content unpack(String name, Content packed) throws IOException {
        var known = unpacked.get(packed);
        if (known == null) {
            known = spool(name, packed);
            unpacked.put(packed, known);
        }
        return known;
    }

    private Content spool(String name, Content packed) throws IOException {
        var start = size;
        try (var in = UnpackedInput.of(ContentReader.open(packed), _ -> {})) {
            var buffer = new byte[BUFFER];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                size += count;
                if (size - start > MAXIMUM) {
                    throw new RefusedSourceException("has more than " + MAXIMUM + " bytes");
                }
            }
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException("module " + name + ": " + e.getMessage());
        }
        out.flush();
        return new Content.Region(file, start, size - start);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
