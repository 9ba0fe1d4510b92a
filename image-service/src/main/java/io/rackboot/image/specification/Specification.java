package io.rackboot.image.specification;

import io.rackboot.image.compress.Compression;
import io.rackboot.image.loader.LoaderMedia;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an image is to be made of; checked.
///
/// @param name the image's name, 1 to 64 of `a-z 0-9 _ -`
/// @param version its version, 1 to 64 of `A-Z a-z 0-9 . _ -`
/// @param root where its root comes from
/// @param kernel where its kernel comes from
/// @param modules the modules it carries
/// @param compression how the initrd is packed
/// @param kernelArguments what the image needs on the kernel's command line
/// @param init what /init hands over to
/// @param mode how the root reaches the machine
/// @param steps what is done to the root
/// @param outputs what is made besides what the root mode needs
/// @param bounds what it must keep to
/// @param overlays what profiles or machines have beyond it
/// @param data what it mounts of a machine's own disks
public record Specification(
        String name,
        String version,
        RootSource root,
        KernelSource kernel,
        Optional<ModuleChoice> modules,
        Compression compression,
        List<String> kernelArguments,
        String init,
        DeliveryMode mode,
        Steps steps,
        Outputs outputs,
        Bounds bounds,
        List<Overlay> overlays,
        Optional<LocalData> data) {
    public Specification {
        kernelArguments = List.copyOf(kernelArguments);
        overlays = List.copyOf(overlays);
    }

    /// {@return the outputs asked for, and the one that is the root mode}
    public Set<ImageOutput> allOutputs() {
        var all = EnumSet.noneOf(ImageOutput.class);
        all.addAll(outputs.files());
        if (mode == DeliveryMode.EFI_DISK) {
            all.add(ImageOutput.EFI_DISK);
        }
        return all;
    }

    /// {@return what it names on the service's machine, links followed}
    public List<Path> sources() {
        var sources = new ArrayList<Path>();
        switch (root) {
            case RootSource.Directory(var path) -> sources.add(path);
            case RootSource.Archive(var path) -> sources.add(path);
            case RootSource.Debian(var debian) -> {
                if (debian.signatures() instanceof DebianSource.Signatures.Keyring(var file)) {
                    sources.add(file);
                }
            }
            case RootSource.Oci(OciSource.Layout(var path, var _)) -> sources.add(path);
            case RootSource.Oci(OciSource.Archive(var path, var _)) -> sources.add(path);
            case RootSource.Oci(OciSource.Remote _) -> {}
            case RootSource.Image _ -> {}
        }
        switch (kernel) {
            case KernelSource.File(var path, var _) -> sources.add(path);
            case KernelSource.Packages(var files) -> sources.addAll(files);
            case KernelSource.OfRoot _ -> {}
        }
        modules.flatMap(ModuleChoice::directory).ifPresent(sources::add);
        bounds.lock().ifPresent(sources::add);
        outputs.loader().flatMap(LoaderMedia::authority).ifPresent(sources::add);
        placed(steps, sources);
        overlays.forEach(overlay -> placed(overlay.steps(), sources));
        return sources;
    }

    private static void placed(Steps steps, List<Path> sources) {
        for (var file : steps.files()) {
            if (file.source() instanceof Steps.PlacedFile.Source.OfMachine(var path)) {
                sources.add(path);
            }
        }
    }

    /// {@return the same, with its kernel taken out of a package or the root}
    public Specification with(KernelSource.File settled) {
        return new Specification(
                name,
                version,
                root,
                settled,
                modules,
                compression,
                kernelArguments,
                init,
                mode,
                steps,
                outputs,
                bounds,
                overlays,
                data);
    }

    /// {@return the kernel as a file}
    ///
    /// @throws IllegalStateException for one that is in a package or the root still
    public KernelSource.File kernelFile() {
        return switch (kernel) {
            case KernelSource.File file -> file;
            case KernelSource.Packages _, KernelSource.OfRoot _ ->
                throw new IllegalStateException("the kernel is not taken out of " + kernel + " yet");
        };
    }

    /// {@return `name.version`}
    public String key() {
        return name + "." + version;
    }
}
