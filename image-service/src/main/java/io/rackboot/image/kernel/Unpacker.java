package io.rackboot.image.kernel;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.util.Optional;

/// Unpacks modules by their content.
@FunctionalInterface
public interface Unpacker {
    /// The largest module.
    int MAXIMUM = 64 << 20;

    /// {@return the unpacked content}
    ///
    /// @param name for messages
    Content unpack(String name, Content packed) throws IOException;

    /// {@return a module's content, unpacked where its name says that it is packed}
    default Content module(String path, Content content) throws IOException {
        return path.endsWith(".ko") ? content : unpack(path, content);
    }

    /// {@return what a module says of itself}
    ///
    /// @throws RefusedSourceException for one of more than [#MAXIMUM] bytes
    default Optional<ModuleInfo> info(String path, Content content) throws IOException {
        var module = module(path, content);
        if (module.size() > MAXIMUM) {
            throw new RefusedSourceException(path + ": a module of more than " + MAXIMUM + " bytes");
        }
        try (var in = ContentReader.open(module)) {
            return ModuleInfo.of(in.readAllBytes());
        }
    }
}
