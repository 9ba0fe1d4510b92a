package io.rackboot.image.build;

import io.rackboot.image.init.Drivers;
import io.rackboot.image.kernel.ModuleClasses;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.kernel.ModuleSelection;
import io.rackboot.image.kernel.Unpacker;
import io.rackboot.image.specification.DeliveryMode;
import io.rackboot.image.specification.KernelSource;
import io.rackboot.image.specification.ModuleChoice;
import io.rackboot.image.specification.ModuleChoice.Carried;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The modules that an image carries.
///
/// @param ofRoot what was chosen, with what it needs
/// @param ofFirstStage what a first stage has of them
/// @param drivers which of them /init loads
/// @param own what becomes of those that the root has
record ModulePlacement(
        ModuleSelection ofRoot, ModuleSelection ofFirstStage, Drivers drivers, Own own, Unpacker unpacker) {
    private static final int SHOWN = 20;

    /// What becomes of the modules that a root has of its kernel.
    enum Own {
        /// They stay.
        KEPT,
        /// Those that were chosen take their place.
        REPLACED
    }

    /// Chooses modules.
    ///
    /// @param source where the kernel came from
    /// @param needed what the image needs besides; a module that the kernel does not have is taken for built in
    /// @throws RefusedSourceException for a module that is asked for, or that the root mode needs, and is not there
    /// @param early classes of modules that a first stage needs besides its way to the root
    static ModulePlacement of(
            ModuleChoice choice,
            KernelSource source,
            ModuleDirectory directory,
            DeliveryMode mode,
            List<String> needed,
            List<String> early,
            Unpacker unpacker)
            throws IOException {
        requireThere(choice.load(), directory);
        requireWay(mode, directory);
        var load = Stream.of(choice.load(), mode.modules(), needed)
                .flatMap(List::stream)
                .toList();
        var classes = ModuleClasses.read();
        var carried = switch (choice.carried()) {
            case Carried.Nothing() -> List.<String>of();
            case Carried.All() -> List.copyOf(directory.paths().keySet());
            case Carried.Some(var names, var words) -> {
                requireThere(names, directory);
                var chosen = new TreeSet<>(classes.modules(directory, words));
                chosen.addAll(names);
                yield List.copyOf(chosen);
            }
        };
        var whole = directory.select(load, carried);
        var carriedEarly = whole.files().keySet().stream()
                .filter(path -> classes.ofFirstStage(path, early))
                .map(ModuleDirectory::name)
                .toList();
        var nothing = choice.carried() instanceof Carried.Nothing;
        return new ModulePlacement(
                loadedNow(whole, mode, choice),
                loadedNow(directory.select(load, nothing ? List.of() : carriedEarly), mode, choice),
                nothing ? Drivers.NAMED : Drivers.FOUND,
                source instanceof KernelSource.OfRoot && !nothing ? Own.REPLACED : Own.KEPT,
                unpacker);
    }

    private static void requireThere(List<String> names, ModuleDirectory directory) throws RefusedSourceException {
        for (var module : names) {
            if (!directory.has(module)) {
                throw new RefusedSourceException("kernel " + directory.release() + " has no module " + module);
            }
        }
    }

    /// A kernel that does not say what it has built in is taken to have what is not there as a module.
    private static void requireWay(DeliveryMode mode, ModuleDirectory directory) throws RefusedSourceException {
        if (directory.builtin().isEmpty()) {
            return;
        }
        for (var module : mode.modules()) {
            if (!directory.has(module)) {
                throw new RefusedSourceException("kernel " + directory.release() + " has " + module
                        + " neither as a module nor built in (modules.builtin): root mode "
                        + mode.rootMode().text() + " needs it");
            }
        }
    }

    private static ModuleSelection loadedNow(ModuleSelection selection, DeliveryMode mode, ModuleChoice choice) {
        var later = mode.loadedLater();
        var now = selection.load().stream()
                .filter(module -> !later.contains(module) || choice.load().contains(module))
                .toList();
        return new ModuleSelection(selection.source(), now, selection.files());
    }

    /// {@return what /init loads}
    List<String> load() {
        return ofRoot.load();
    }

    /// Puts them into the root.
    ///
    /// @throws RefusedSourceException for a module of another kernel
    void place(Tree root, BuildLog log) throws IOException {
        if (own == Own.REPLACED) {
            var release = ofRoot.source().release();
            if (root.resolve("/lib/modules/" + release) instanceof Resolution.Found(var directory, var _)) {
                root.removeAll(directory);
            }
        }
        tell(root, log);
        ofRoot.place(root, unpacker);
    }

    /// Puts into a first stage what it needs of them.
    void placeEarly(Tree stage) throws IOException {
        ofFirstStage.place(stage, unpacker);
    }

    private void tell(Tree root, BuildLog log) throws IOException {
        var files = ofRoot.files().keySet();
        log.line("modules of " + ofRoot.source().release() + ": " + files.size() + " files, " + ofRoot.size(unpacker)
                + " bytes: " + shown(files));
        var missing = new TreeSet<String>();
        for (var info : ofRoot.infos(unpacker).values()) {
            info.values("firmware").stream()
                    .filter(file -> Stream.of("", ".xz", ".zst")
                            .noneMatch(end -> root.resolve("/lib/firmware/" + file + end) instanceof Resolution.Found))
                    .forEach(missing::add);
        }
        if (!missing.isEmpty()) {
            log.line("firmware that these may ask for and the root does not have, " + missing.size() + " files: "
                    + shown(missing) + "; a device that needs it does not come up");
        }
    }

    private static String shown(Collection<String> names) {
        var first = new ArrayList<>(names.stream().limit(SHOWN).toList());
        if (names.size() > SHOWN) {
            first.add("…");
        }
        return String.join(", ", first);
    }
}
