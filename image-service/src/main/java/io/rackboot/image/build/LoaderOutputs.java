package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.loader.LoaderDisc;
import io.rackboot.image.loader.LoaderFiles;
import io.rackboot.image.loader.LoaderMedia;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.ByteProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes the loader media of an image.
///
/// @param key of the image
/// @param signatures for Secure Boot
record LoaderOutputs(
        String key,
        BuildSettings settings,
        ArtifactFiles files,
        JobSpace space,
        ProgramRunner runner,
        ImageSignatures signatures,
        ByteProgress progress,
        BuildLog log) {
    private static final String DISC = "loader.iso";
    private static final String WORK = "loader";

    /// {@return the disc and the files on it}
    List<BuiltArtifact> make(LoaderMedia media) throws IOException {
        var made = LoaderFiles.write(media, settings.ipxe(), key, space::path);
        if (made.uefi().isPresent()) {
            signatures.inPlace(LoaderFiles.UEFI);
        }
        new LoaderDisc(runner, settings.sourceDateEpoch())
                .write(space.path(DISC), made, space.createDirectory(WORK), key);
        var all = new ArrayList<BuiltArtifact>();
        all.add(files.written(FileRole.LOADER, DISC, progress));
        log.line("loader media: " + all.getFirst().size() + " bytes, " + media.server());
        all.add(files.written(FileRole.SCRIPT, LoaderFiles.SCRIPT, progress));
        if (made.bios().isPresent()) {
            all.add(files.written(FileRole.LOADER, LoaderFiles.BIOS, progress));
        }
        if (made.uefi().isPresent()) {
            all.add(files.written(FileRole.LOADER, LoaderFiles.UEFI, progress));
        }
        if (made.certificate().isPresent()) {
            all.add(files.written(FileRole.SCRIPT, LoaderFiles.CERTIFICATE, progress));
        }
        return all;
    }
}
