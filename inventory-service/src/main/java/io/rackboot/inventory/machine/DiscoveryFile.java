package io.rackboot.inventory.machine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jboss.logging.Logger;

/// What was discovered, on disk, so that a restarted service does not discover it again.
public final class DiscoveryFile {
    private static final Logger LOG = Logger.getLogger(DiscoveryFile.class);

    private final Path path;
    private final ObjectMapper json = Json.mapper();
    private volatile boolean changed;
    private boolean failing;

    /// A file of this path, whose directory exists.
    public DiscoveryFile(Path path) {
        this.path = path;
    }

    List<Discovery> read() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            return List.of(json.readValue(path.toFile(), Discovery[].class));
        } catch (IOException e) {
            LOG.warnf("%s cannot be read; unknown machines are discovered again: %s", path, e.getMessage());
            return List.of();
        }
    }

    void changed() {
        changed = true;
    }

    /// Writes the file anew where something changed.
    void write(List<Discovery> discoveries) {
        if (!changed) {
            return;
        }
        changed = false;
        try {
            var next = path.resolveSibling(path.getFileName() + ".next");
            json.writeValue(next.toFile(), discoveries);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Said once; tried again every time.
    private void failed(IOException e) {
        changed = true;
        if (!failing) {
            failing = true;
            LOG.warnf("%s cannot be written; unknown machines will be discovered again: %s", path, e.getMessage());
        }
    }
}
