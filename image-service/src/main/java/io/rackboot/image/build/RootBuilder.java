package io.rackboot.image.build;

import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.bootstrap.DebianBootstrap;
import io.rackboot.image.bootstrap.Mmdebstrap;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.sandbox.Namespaces;
import io.rackboot.image.sandbox.WorkingTree;
import io.rackboot.image.specification.DebianSource;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.steps.MachineIdentity;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.DirectoryReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Makes a specification's root: from its source to the tree that is packed.
///
/// @param space where contents and working directories lie
record RootBuilder(BuildSettings settings, JobSpace space, ProgressMeter meter, BuildLog log) {
    Tree build(Specification specification) throws IOException {
        var steps = specification.steps();
        var packages = steps.packages();
        var tree = switch (specification.root()) {
            case RootSource.Directory(var path) -> directory(path);
            case RootSource.Archive(var path) -> archive(path);
            case RootSource.Debian(var source) -> {
                packages = List.of();
                yield debian(source.with(steps.packages()));
            }
        };
        return new RootSteps(this, meter, log).take(tree, steps, packages);
    }

    /// A directory that is not there yet, for a root that programs run in.
    WorkingTree workingTree() {
        return new WorkingTree(runner(), namespaces(), space.path(space.unused("root")), settings.busybox());
    }

    private Tree directory(Path path) throws IOException {
        log.line("reading " + path);
        meter.begin(BuildStage.READING_ROOT, 0);
        return new DirectoryReader(settings.owners(), settings.limits(), log::line, meter).read(path);
    }

    private Tree archive(Path path) throws IOException {
        log.line("reading " + path);
        var size = Files.size(path);
        space.free().require(size, "the unpacked root of " + path);
        meter.begin(BuildStage.READING_ROOT, size);
        var name = space.unused("spool");
        try (var spool = space.create(name)) {
            return new ArchiveReader(settings.limits(), space.path(name), spool).read(path, meter);
        }
    }

    private Tree debian(DebianSource source) throws IOException {
        var archive = source.archives().getFirst();
        log.line("making a root of suite " + archive.suite() + " from " + archive.mirror());
        meter.begin(BuildStage.BOOTSTRAPPING, 0);
        var bootstrap = new DebianBootstrap(
                runner(), namespaces(), space.createDirectory("bootstrap"), settings.sourceDateEpoch());
        var tree = read(tar -> bootstrap.make(source, tar, meter::reach));
        tree.removeAll(TreePath.of(Mmdebstrap.LEFT_OVER));
        MachineIdentity.remove(tree, Set.of(), log::line);
        return tree;
    }

    /// What a program writes as a tar archive.
    @FunctionalInterface
    interface TarSource {
        void writeTo(ProgramRunner.Output tar) throws IOException;
    }

    /// {@return what a program writes, as a tree; contents go into a file of the build}
    Tree read(TarSource source) throws IOException {
        var spoolName = space.unused("spool");
        var tree = new AtomicReference<Optional<Tree>>(Optional.empty());
        try (var spool = space.create(spoolName)) {
            var reader = new ArchiveReader(settings.limits(), space.path(spoolName), spool);
            source.writeTo(tar -> tree.set(Optional.of(reader.read(tar))));
        }
        return tree.get().orElseThrow(() -> new RefusedSourceException("the root was not written"));
    }

    private ProgramRunner runner() {
        return new ProgramRunner(log::line, meter::requireWanted);
    }

    private Namespaces namespaces() {
        return switch (settings.owners()) {
            case KEPT -> Namespaces.PRIVILEGED;
            case ROOT -> Namespaces.OF_USER;
        };
    }
}
