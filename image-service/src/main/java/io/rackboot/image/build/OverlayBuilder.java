package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.cpio.CpioWriter;
import io.rackboot.image.specification.DeliveryMode;
import io.rackboot.image.specification.Overlay;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.steps.TreeSteps;
import io.rackboot.image.store.DigestingOutputStream;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Makes the overlays of an image: for each the difference that its steps make to the root, as a cpio archive of its
/// own. The kernel unpacks it over the root when it is loaded after the initrd, or follows it in one file.
///
/// @param space where the files are made
record OverlayBuilder(
        Specification specification, BuildSettings settings, ExecutorService processors, JobSpace space, BuildLog log) {

    /// Puts into a changed root what must not get lost by the change.
    @FunctionalInterface
    interface Upkeep {
        void of(Tree changed) throws IOException;
    }

    /// @throws RefusedSourceException where nothing would load them
    void requirePossible() throws RefusedSourceException {
        if (!specification.overlays().isEmpty() && specification.mode() != DeliveryMode.INITRD) {
            throw new RefusedSourceException(
                    "overlays are for the root mode initrd: what is loaded beside another first"
                            + " stage does not reach its root");
        }
    }

    /// {@return the files}
    ///
    /// @param root as it boots, but for /init; not changed
    List<BuiltArtifact> of(Tree root, Upkeep upkeep) throws IOException {
        var made = new ArrayList<BuiltArtifact>();
        for (var overlay : specification.overlays()) {
            made.add(write("overlay-" + overlay.name(), difference(root, overlay, upkeep)));
        }
        return made;
    }

    private Tree difference(Tree root, Overlay overlay, Upkeep upkeep) throws IOException {
        var changed = new Tree();
        for (var entry : root.nodes().entrySet()) {
            changed.put(entry.getKey(), entry.getValue());
        }
        var steps = new TreeSteps(changed, line -> log.line("overlay " + overlay.name() + ": " + line));
        steps.before(overlay.steps());
        steps.after(overlay.steps());
        upkeep.of(changed);
        for (var path : root.nodes().keySet()) {
            if (changed.at(path).isEmpty()) {
                throw new RefusedSourceException("overlay " + overlay.name() + " removes " + path
                        + "; an overlay only adds and replaces: mask a unit instead of disabling it");
            }
        }
        var difference = new Tree();
        for (var entry : changed.nodes().entrySet()) {
            if (root.at(entry.getKey()).filter(entry.getValue()::equals).isEmpty()) {
                requireOneName(root, overlay, entry.getKey(), entry.getValue());
                put(difference, changed, entry.getKey(), entry.getValue());
            }
        }
        return difference;
    }

    /// The kernel writes a file of an overlay into the one that is there: all its names would have the new content.
    private static void requireOneName(Tree root, Overlay overlay, TreePath path, Node node)
            throws RefusedSourceException {
        if (!(node instanceof Node.RegularFile) || !(root.at(path).orElse(node) instanceof Node.RegularFile present)) {
            return;
        }
        for (var other : root.nodes().entrySet()) {
            if (!other.getKey().equals(path)
                    && other.getValue() instanceof Node.RegularFile file
                    && file.identity().equals(present.identity())) {
                throw new RefusedSourceException("overlay " + overlay.name() + " replaces " + path
                        + ", which is the same file as " + other.getKey() + " in the root (a hard link): the kernel"
                        + " would change both; have a copy in the root, or put a link in place of one");
            }
        }
    }

    /// With the directories above it as they are in the root: the kernel sets their mode and owner again.
    private static void put(Tree difference, Tree changed, TreePath path, Node node) throws RefusedSourceException {
        var above = new ArrayList<TreePath>();
        for (var at = path.parent(); !at.equals(TreePath.ROOT); at = at.parent()) {
            above.addFirst(at);
        }
        for (var directory : above) {
            difference.put(directory, changed.at(directory).orElseThrow());
        }
        difference.put(path, node);
    }

    private BuiltArtifact write(String name, Tree tree) throws IOException {
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var packed = specification.compression().open(out, processors)) {
            new CpioWriter(packed, settings.sourceDateEpoch(), _ -> {}).write(tree);
        }
        log.line(name + ": " + (tree.size() - 1) + " entries, " + out.size() + " bytes");
        return new BuiltArtifact(FileRole.OTHER, name, space.path(name), out.size(), out.sha256());
    }
}
