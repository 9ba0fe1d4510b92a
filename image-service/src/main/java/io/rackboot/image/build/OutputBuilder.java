package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.compress.Compression;
import io.rackboot.image.ext4.Ext4Writer;
import io.rackboot.image.init.Drivers;
import io.rackboot.image.init.EarlyUserland;
import io.rackboot.image.init.FirstProgram;
import io.rackboot.image.init.InitProgram;
import io.rackboot.image.init.LocalDisk;
import io.rackboot.image.init.RootWay;
import io.rackboot.image.init.StaticProgram;
import io.rackboot.image.init.Tools;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.specification.LocalData;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.squashfs.SquashfsPacker;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the files of an image from its root, as its root mode wants them.
///
/// @param specification of the image
/// @param modules what it carries of the kernel's
/// @param files writes them
/// @param overlays makes what is loaded beside them
/// @param space where they are made
record OutputBuilder(
        Specification specification,
        BuildSettings settings,
        Optional<ModulePlacement> modules,
        ArtifactFiles files,
        OverlayBuilder overlays,
        JobSpace space,
        ProgressMeter meter,
        BuildLog log) {

    /// {@return the files}
    ///
    /// @param root changed: modules and tools are put into it
    /// @param beside files that are made already and signed with the others
    List<BuiltArtifact> build(Tree root, List<BuiltArtifact> beside) throws IOException {
        var mode = specification.mode();
        if (modules.isPresent()) {
            modules.get().place(root, log);
        }
        var tools = new Tools(StaticProgram.read(settings.busybox()));
        var userland = new EarlyUserland(tools, log::line);
        var program = userland.place(root, specification.init());
        var local = specification.data().map(OutputBuilder::disk);
        if (local.isPresent()) {
            userland.mount(root, program, local.get());
        }
        var data = local.isPresent() ? local.get().line(root, program) : "";
        // Of the root as it boots: an overlay changes what the image itself has put in, too.
        var over = overlays.of(root, changed -> userland.keepReport(changed, program));
        var kernelSize = Files.size(specification.kernelFile().path());
        space.free().require(kernelSize + expected(root), "kernel and initrd");
        meter.begin(BuildStage.COPYING_KERNEL, kernelSize);
        var kernel = files.kernel(meter);
        meter.begin(BuildStage.PACKING, root.contentSize());
        var made = switch (mode) {
            case INITRD, EFI_DISK -> {
                first(RootWay.WHOLE, data).place(root, program);
                yield List.of(kernel, files.initrd(root, meter));
            }
            case SQUASHFS -> {
                var packed = squashfs(root);
                yield List.of(kernel, stage(RootWay.SQUASHFS, program, tools, data, packed, ""), packed);
            }
            case NFS -> {
                root.place(
                        Tools.HOME + "/image",
                        Node.file(Attributes.root(0644), Content.text(specification.key() + "\n")));
                var packed = files.tree(root, meter);
                log.line("root: " + root.size() + " entries, " + packed.size() + " bytes, tar");
                yield List.of(kernel, stage(RootWay.NFS, program, tools, data, packed, ""), packed);
            }
            case RAM_DISK -> {
                var disk = new Ext4Writer(
                        root, specification.outputs().freeSpace(), settings.sourceDateEpoch(), specification.key());
                var packed = files.ramDisk(disk, meter);
                log.line("RAM disk: " + disk.deviceSize() + " bytes, " + packed.size() + " packed with gzip");
                var sizes = " " + disk.contentSize() / 1024 + "/" + disk.deviceSize() / 1024;
                yield List.of(kernel, stage(RootWay.RAM_DISK, program, tools, data, packed, sizes), packed);
            }
        };
        return new ExtraOutputs(specification, settings, files, space, runner("image"), _ -> meter.requireWanted(), log)
                .add(Stream.of(made, over, beside).flatMap(List::stream).toList());
    }

    /// A third of the root is what compression rarely goes below; what is really written is watched as it is written.
    private static long expected(Tree tree) {
        return tree.contentSize() / 3;
    }

    private static LocalDisk disk(LocalData data) {
        var tag = switch (data.tag()) {
            case LABEL -> "LABEL";
            case PARTITION_LABEL -> "PARTLABEL";
        };
        return new LocalDisk(tag, data.label(), data.fileSystem().text(), data.mount());
    }

    private FirstProgram first(RootWay way, String data) {
        var load = modules.map(ModulePlacement::load).orElse(List.of());
        var drivers = modules.map(ModulePlacement::drivers).orElse(Drivers.NAMED);
        return new FirstProgram(specification.key(), load, drivers, way, data);
    }

    private BuiltArtifact stage(
            RootWay way, InitProgram program, Tools tools, String data, BuiltArtifact root, String sizes)
            throws IOException {
        var file = root.sha256() + " " + root.size() + " " + root.name() + sizes;
        var tree = first(way, data).stage(program, tools, file);
        if (modules.isPresent()) {
            modules.get().placeEarly(tree);
        }
        return files.initrd(tree, _ -> meter.advance(0));
    }

    private BuiltArtifact squashfs(Tree root) throws IOException {
        var name = "root.squashfs";
        var packer = new SquashfsPacker(runner(name), settings.sourceDateEpoch(), Compression.processors());
        var compressor = switch (specification.compression()) {
            case GZIP -> SquashfsPacker.Compressor.GZIP;
            case ZSTD -> SquashfsPacker.Compressor.ZSTD;
            case XZ -> SquashfsPacker.Compressor.XZ;
        };
        packer.pack(root, compressor, space.path(name), meter);
        var written = files.written(FileRole.ROOT, name, meter);
        log.line("root: " + root.size() + " entries, " + written.size() + " bytes, squashfs, "
                + specification.compression().text());
        return written;
    }

    private ProgramRunner runner(String file) {
        return new BuildPrograms(space, meter, log).writing(file);
    }
}
