package io.rackboot.image.build;

import io.rackboot.image.archive.DebianPackage;
import io.rackboot.image.archive.LayerReader;
import io.rackboot.image.kernel.KernelFiles;
import io.rackboot.image.kernel.KernelNeed;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.kernel.Unpacker;
import io.rackboot.image.packages.InstalledPackage;
import io.rackboot.image.specification.KernelNeeds;
import io.rackboot.image.specification.KernelSource;
import io.rackboot.image.specification.ModuleChoice;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has the kernel of an image ready: a file as it is, one of packages or of the root taken out of them.
///
/// @param space where it is taken to
/// @param unpacker unpacks its modules
record KernelSupply(
        Specification specification,
        BuildSettings settings,
        JobSpace space,
        Unpacker unpacker,
        ProgressMeter meter,
        BuildLog log) {

    /// {@return a kernel that does not wait for the root; what is wrong with it is said before that is made}
    Optional<ReadyKernel> beforeRoot() throws IOException {
        return switch (specification.kernel()) {
            case KernelSource.File file -> Optional.of(new ReadyKernel(file, ofMachine(), List.of()));
            case KernelSource.Packages(var files) -> Optional.of(ofPackages(files));
            case KernelSource.OfRoot _ -> Optional.empty();
        };
    }

    /// {@return a kernel of the root}
    ///
    /// @param files what the root had before anything was removed from it
    ReadyKernel ofRoot(KernelFiles files) throws IOException {
        var wanted = switch (specification.kernel()) {
            case KernelSource.OfRoot(var release) -> release;
            case KernelSource.File _, KernelSource.Packages _ -> Optional.<String>empty();
        };
        return taken(files, "the root", wanted, List.of());
    }

    private Optional<ModuleDirectory> ofMachine() throws IOException {
        var directory = specification.modules().flatMap(ModuleChoice::directory);
        return directory.isPresent() ? Optional.of(ModuleDirectory.read(directory.get())) : Optional.empty();
    }

    private ReadyKernel ofPackages(List<Path> files) throws IOException {
        var tree = new Tree();
        var names = new ArrayList<String>();
        var packages = new ArrayList<InstalledPackage>();
        var spool = space.unused("spool");
        try (var spooled = space.create(spool)) {
            var reader = new LayerReader(settings.limits(), space.path(spool), spooled);
            for (var file : files) {
                var name = named(file);
                log.line("kernel package " + name.line());
                DebianPackage.unpack(file, reader, tree, _ -> meter.requireWanted());
                packages.add(name);
                names.add(file.getFileName().toString());
            }
        }
        return taken(KernelFiles.of(tree), String.join(" with ", names), Optional.empty(), packages);
    }

    private static InstalledPackage named(Path file) throws IOException {
        try {
            var said = DebianPackage.read(file);
            return new InstalledPackage(
                    InstalledPackage.Kind.DEB, "debian", said.name(), said.version(), said.architecture());
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException(file + " " + e.getMessage());
        }
    }

    private ReadyKernel taken(KernelFiles files, String where, Optional<String> wanted, List<InstalledPackage> packages)
            throws IOException {
        var found = files.find(where, wanted);
        log.line("kernel " + found.release() + " of " + where);
        requireFeatures(files, found.release(), where);
        var modules = specification.modules().isPresent()
                ? Optional.of(files.modules(where, found.release(), unpacker))
                : Optional.<ModuleDirectory>empty();
        var name = space.unused("kernel");
        try (var out = space.create(name);
                var in = ContentReader.open(found.image())) {
            in.transferTo(out);
        }
        return new ReadyKernel(new KernelSource.File(space.path(name), found.release()), modules, packages);
    }

    private void requireFeatures(KernelFiles files, String release, String where) throws IOException {
        var configuration = files.configuration(release);
        if (configuration.isEmpty()) {
            log.line("the configuration of kernel " + release + " is not there; it is taken as it is");
            return;
        }
        var carried = specification.modules().isPresent() ? KernelNeed.Modules.CARRIED : KernelNeed.Modules.NONE;
        var needs = KernelNeeds.of(specification.mode(), specification.compression(), specification.data());
        var missing = KernelNeed.missing(needs, configuration.get(), carried);
        if (!missing.isEmpty()) {
            throw new RefusedSourceException("kernel " + release + " of " + where
                    + " lacks what the root mode needs: " + String.join(", ", missing) + ", by "
                    + configuration.get().file());
        }
    }
}
