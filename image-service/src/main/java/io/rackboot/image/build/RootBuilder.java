package io.rackboot.image.build;

import io.rackboot.events.RootMode;
import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.bootstrap.DebianBootstrap;
import io.rackboot.image.bootstrap.Mmdebstrap;
import io.rackboot.image.packages.Lock;
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
/// @param images what a root may be the child of
/// @param space where contents and working directories lie
record RootBuilder(
        BuildSettings settings,
        PublishedImages images,
        JobSpace space,
        ProgressMeter meter,
        BuildLog log,
        List<Lock> locks) {
    PreparedRoot build(Specification specification) throws IOException {
        var steps = specification.steps();
        var packages = steps.packages();
        var source = switch (specification.root()) {
            case RootSource.Directory(var path) -> unnamed(directory(path));
            case RootSource.Archive(var path) -> unnamed(archive(path));
            case RootSource.Debian(var suite) -> {
                packages = List.of();
                yield unnamed(debian(suite.with(steps.packages())));
            }
            case RootSource.Oci(var image) -> new ContainerRoot(this).read(image);
            case RootSource.Image(var key) -> parent(key);
        };
        return new RootSteps(this, meter, log).take(source, steps, packages);
    }

    static PreparedRoot unnamed(Tree tree) throws RefusedSourceException {
        return new PreparedRoot(tree, Optional.empty());
    }

    /// A directory that is not there yet, for a root that programs run in.
    WorkingTree workingTree() {
        return new WorkingTree(runner(), namespaces(), space.path(space.unused("root")), settings.busybox());
    }

    private Tree directory(Path path) throws IOException {
        log.line("reading " + path);
        meter.begin(BuildStage.READING_ROOT, 0);
        var tree = new DirectoryReader(settings.owners(), settings.limits(), settings.reserved(), log::line, meter)
                .read(path);
        new SourceAttributes(runner(), space, settings.limits(), log).add(tree, path);
        return tree;
    }

    Tree archive(Path path) throws IOException {
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
        var directory = space.createDirectory("bootstrap");
        var pins = pins(directory);
        var bootstrap = new DebianBootstrap(
                runner(), namespaces(), directory, settings.sourceDateEpoch(), pins, authorities(directory));
        var tree = read(tar -> bootstrap.make(source, tar, meter::reach));
        Mmdebstrap.LEFT_OVER.forEach(path -> tree.removeAll(TreePath.of(path)));
        MachineIdentity.remove(tree, Set.of(), log::line);
        return tree;
    }

    private PreparedRoot parent(String key) throws IOException {
        var parent = images.find(key)
                .orElseThrow(() -> new RefusedSourceException("there is no image " + key + " to take the root of"));
        log.line("taking the root of image " + key + ", digest " + parent.digest());
        meter.begin(BuildStage.READING_ROOT, Files.size(parent.root()));
        return new PreparedRoot(new ParentRoot(this).read(key, parent), Optional.of("sha256:" + parent.digest()));
    }

    /// {@return the root of a published image; that of an NFS server with what makes it boot}
    Tree published(String key) throws IOException {
        var image = images.find(key).orElseThrow(() -> new RefusedSourceException("there is no image " + key));
        return image.mode() == RootMode.NFS ? archive(image.root()) : new ParentRoot(this).read(key, image);
    }

    private Optional<Path> authorities(Path directory) throws IOException {
        if (settings.authorities().own().isEmpty()) {
            return Optional.empty();
        }
        var bundle = directory.resolve("authorities.pem");
        settings.authorities().writeTo(bundle);
        return Optional.of(bundle);
    }

    private Optional<Path> pins(Path directory) throws IOException {
        if (locks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Files.writeString(
                directory.resolve("preferences"), locks.getFirst().preferences()));
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

    ProgramRunner runner() {
        return new BuildPrograms(space, meter, log).writing("the root");
    }

    private Namespaces namespaces() {
        return switch (settings.owners()) {
            case KEPT -> Namespaces.PRIVILEGED;
            case ROOT -> Namespaces.OF_USER;
        };
    }
}
