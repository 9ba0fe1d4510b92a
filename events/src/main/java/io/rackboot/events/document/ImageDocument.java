package io.rackboot.events.document;

import io.rackboot.events.FileRole;
import io.rackboot.events.RootMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A published image.
///
/// @param name its name
/// @param version its version; `name.version` is the key
/// @param created when it was published
/// @param rootMode how a machine comes to its root
/// @param kernelRelease the kernel's release, such as `6.1.0-56-cloud-amd64`
/// @param kernelArguments what the image itself needs on the kernel's command line
/// @param digest one SHA-256 over roles, digests and names of its artifacts: what a boot is compared by
/// @param artifacts its files: at most one kernel, initrd and root, any number of the others
public record ImageDocument(
        String name,
        String version,
        Instant created,
        RootMode rootMode,
        String kernelRelease,
        List<String> kernelArguments,
        String digest,
        List<Artifact> artifacts) {
    public ImageDocument {
        Names.require("image", name);
        Names.requireVersion(version);
        kernelArguments = List.copyOf(kernelArguments);
        artifacts = List.copyOf(artifacts);
    }

    /// {@return `name.version`}
    public String key() {
        return name + "." + version;
    }

    /// {@return the file of that role, if the image has one}
    public Optional<Artifact> artifact(FileRole role) {
        return artifacts.stream().filter(a -> a.role() == role).findFirst();
    }
}
