package io.rackboot.image.build;

import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.kernel.ModuleSelection;
import io.rackboot.image.specification.ModuleChoice;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The modules that an image carries.
///
/// @param selection what was chosen, with what it needs
record ModulePlacement(ModuleSelection selection) {
    private static final int MAXIMUM_MODULE = 64 << 20;

    /// Chooses modules.
    ///
    /// @param needed what the root mode needs besides; a module that the kernel does not have is taken for built in
    /// @param later which of these are carried only
    static ModulePlacement of(ModuleChoice choice, List<String> needed, List<String> later) throws IOException {
        var directory = ModuleDirectory.read(choice.directory());
        for (var module : choice.load()) {
            if (!directory.has(module)) {
                throw new RefusedSourceException("kernel " + directory.release() + " has no module " + module);
            }
        }
        var load = new ArrayList<>(choice.load());
        load.addAll(needed);
        var selection = directory.select(load);
        var atOnce = selection.load().stream()
                .filter(module -> !later.contains(module) || choice.load().contains(module))
                .toList();
        return new ModulePlacement(new ModuleSelection(directory, atOnce, selection.files()));
    }

    void place(Tree tree) throws IOException {
        selection.place(tree, ModulePlacement::unpacked);
    }

    private static byte[] unpacked(Path module) throws IOException {
        try (var in = UnpackedInput.open(module, _ -> {})) {
            var bytes = in.readNBytes(MAXIMUM_MODULE);
            if (bytes.length == MAXIMUM_MODULE) {
                throw new RefusedSourceException(module + ": a module of " + MAXIMUM_MODULE + " bytes or more");
            }
            return bytes;
        }
    }
}
