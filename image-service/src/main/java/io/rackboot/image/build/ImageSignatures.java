package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.signing.Signer;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.ByteProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Signs the files of an image; does nothing where no key is configured.
///
/// @param signer signs them
record ImageSignatures(
        Optional<Signer> signer, ArtifactFiles files, JobSpace space, ByteProgress progress, BuildLog log) {
    private static final String MANIFEST = "SHA256SUMS";

    static ImageSignatures of(
            BuildSettings settings,
            ProgramRunner runner,
            ArtifactFiles files,
            JobSpace space,
            ByteProgress progress,
            BuildLog log) {
        var signer = settings.signingKey().map(key -> new Signer(runner, key, settings.sourceDateEpoch()));
        return new ImageSignatures(signer, files, space, progress, log);
    }

    /// Signs an EFI program for Secure Boot.
    void inPlace(String name) throws IOException {
        if (signer.isEmpty()) {
            return;
        }
        var unsigned = space.path(name + ".unsigned");
        Files.move(space.path(name), unsigned);
        signer.get().secureBoot(unsigned, space.path(name));
        Files.delete(unsigned);
        log.line(name + " is signed for Secure Boot");
    }

    /// Adds a list of all digests, and a detached signature of each file and of the list.
    void add(List<BuiltArtifact> all) throws IOException {
        if (signer.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        all.stream()
                .sorted(Comparator.comparing(BuiltArtifact::name))
                .forEach(a ->
                        lines.append(a.sha256()).append("  ").append(a.name()).append('\n'));
        try (var out = space.create(MANIFEST)) {
            out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        }
        all.add(files.written(FileRole.MANIFEST, MANIFEST, progress));
        for (var artifact : List.copyOf(all)) {
            var name = artifact.name() + ".sig";
            signer.get().detached(artifact.file(), space.path(name));
            all.add(files.written(FileRole.SIGNATURE, name, progress));
        }
        log.line("signed: " + MANIFEST + " and each file");
    }
}
