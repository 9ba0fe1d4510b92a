package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.efi.EfiDisk;
import io.rackboot.image.efi.GrubImage;
import io.rackboot.image.efi.UnifiedKernel;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.specification.ImageOutput;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the files of an image that its root mode does not need, and signs all of them.
///
/// @param runner runs the programs that make and sign them
record ExtraOutputs(
        Specification specification,
        BuildSettings settings,
        ArtifactFiles files,
        JobSpace space,
        ProgramRunner runner,
        ByteProgress progress,
        BuildLog log) {
    private static final String UNIFIED = "linux.efi";
    private static final String DISK = "disk.img";
    private static final String GRUB = "grubx64.efi";
    private static final String MEMORY_DISK = "memdisk.tar";

    /// {@return the files made so far and those made of them}
    List<BuiltArtifact> add(List<BuiltArtifact> made) throws IOException {
        var all = new ArrayList<>(made);
        var outputs = specification.allOutputs();
        if (outputs.contains(ImageOutput.UNIFIED_KERNEL) || outputs.contains(ImageOutput.EFI_DISK)) {
            unified(made, all);
        }
        if (outputs.contains(ImageOutput.GRUB)) {
            all.add(grub(made));
        }
        if (specification.outputs().loader().isPresent()) {
            all.addAll(loader().make(specification.outputs().loader().get()));
        }
        signatures().add(all);
        return all;
    }

    private void unified(List<BuiltArtifact> made, List<BuiltArtifact> all) throws IOException {
        var kernel = new UnifiedKernel(settings.efiStub())
                .with(
                        ".osrel",
                        Content.text("ID=rackboot\nNAME=Rackboot\nPRETTY_NAME=\"" + specification.key()
                                + "\"\nVERSION_ID=" + specification.version() + "\n"))
                .with(".uname", Content.text(specification.kernelFile().release()))
                .with(".cmdline", Content.text(String.join(" ", specification.kernelArguments())))
                .with(".linux", content(made, FileRole.KERNEL))
                .with(".initrd", content(made, FileRole.INITRD));
        try (var out = space.create(UNIFIED)) {
            kernel.write(out, progress);
        }
        signatures().inPlace(UNIFIED);
        var written = files.written(FileRole.UNIFIED_KERNEL, UNIFIED, progress);
        log.line("unified kernel image: " + written.size() + " bytes");
        if (specification.allOutputs().contains(ImageOutput.EFI_DISK)) {
            space.free().require(EfiDisk.size(space.path(UNIFIED)), DISK);
            new EfiDisk(runner, settings.sourceDateEpoch())
                    .write(space.path(DISK), space.path(UNIFIED), kernel.bootName(), specification.key());
            var disk = files.written(FileRole.DISK, DISK, progress);
            log.line("EFI disk image: " + disk.size() + " bytes");
            all.add(disk);
        }
        if (specification.allOutputs().contains(ImageOutput.UNIFIED_KERNEL)) {
            all.add(written);
        }
    }

    private BuiltArtifact grub(List<BuiltArtifact> made) throws IOException {
        var image = new GrubImage(runner, settings.sourceDateEpoch());
        try (var out = space.create(MEMORY_DISK)) {
            image.memoryDisk(
                    out,
                    content(made, FileRole.KERNEL),
                    content(made, FileRole.INITRD),
                    specification.kernelArguments(),
                    progress);
        }
        image.write(space.path(GRUB), space.path(MEMORY_DISK));
        Files.delete(space.path(MEMORY_DISK));
        // Not signed for Secure Boot: there GRUB loads no kernel unless shim started it.
        var written = files.written(FileRole.LOADER, GRUB, progress);
        log.line("GRUB with the image inside: " + written.size() + " bytes");
        return written;
    }

    private LoaderOutputs loader() {
        return new LoaderOutputs(specification.key(), settings, files, space, runner, signatures(), progress, log);
    }

    private ImageSignatures signatures() {
        return ImageSignatures.of(settings, runner, files, space, progress, log);
    }

    private static Content content(List<BuiltArtifact> made, FileRole role) throws IOException {
        Optional<Path> file = made.stream()
                .filter(artifact -> artifact.role() == role)
                .map(BuiltArtifact::file)
                .findFirst();
        var path = file.orElseThrow();
        return Content.SourceFile.of(path);
    }
}
