package io.rackboot.image.kernel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order to load modules in. modprobe loads what a module depends on by itself; busybox' one knows nothing of soft
/// dependencies, so these are named before and after.
final class LoadOrder {
    private final ModuleDirectory directory;
    private final Set<String> order = new LinkedHashSet<>();
    private final Set<String> visited = new HashSet<>();

    LoadOrder(ModuleDirectory directory) {
        this.directory = directory;
    }

    /// Adds a module that the kernel does not have built in, and what goes with it.
    void add(String module) {
        if (!directory.paths().containsKey(module) || !visited.add(module)) {
            return;
        }
        before(module);
        order.add(module);
        directory.soft(module).after().forEach(this::add);
    }

    private void before(String module) {
        for (var path : directory
                .dependencies()
                .getOrDefault(directory.paths().get(module), List.of())
                .reversed()) {
            directory.soft(ModuleDirectory.name(path)).before().forEach(this::add);
        }
        directory.soft(module).before().forEach(this::add);
    }

    List<String> names() {
        return List.copyOf(order);
    }
}
