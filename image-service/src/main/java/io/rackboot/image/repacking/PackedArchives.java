package io.rackboot.image.repacking;

import io.rackboot.image.compress.ParallelZstdOutputStream;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What is known of the parts of each image's newest archive. The parts themselves are in the archive, so that this
/// takes no room; when the archive is gone, or damaged, everything is packed as for the first time.
///
/// @param place where that is kept; empty where nothing is
public record PackedArchives(Optional<Place> place) {
    /// Keeps nothing.
    public static final PackedArchives NONE = new PackedArchives(Optional.empty());

    private static final Logger LOG = Logger.getLogger(PackedArchives.class);

    /// @param directory holds one list per image
    /// @param store has the archives
    public record Place(Path directory, ArtifactStore store) {}

    /// Begins an archive.
    ///
    /// @param image the name of the image
    /// @param out takes the archive
    /// @param work writes it
    /// @return what was known and what is new
    public Repacking pack(String image, ParallelZstdOutputStream out, Work work) throws IOException {
        try (var earlier = earlier(image, out.packer())) {
            var repacking = new Repacking(out, earlier);
            try (out) {
                work.write(repacking);
            }
            return repacking;
        }
    }

    /// Writes an archive.
    @FunctionalInterface
    public interface Work {
        /// @param out takes it, part by part
        void write(Repacking out) throws IOException;
    }

    /// Keeps in mind what an archive is made of. Nothing depends on it: where it cannot be written, the log tells why.
    ///
    /// @param sha256 the digest of the archive, in hex
    public void remember(String image, String packer, Repacking repacking, String sha256) {
        place.ifPresent(p -> {
            var list = new PartList(packer, sha256, repacking.parts());
            try {
                Durable.write(p.directory().resolve(image), list.text().getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                LOG.warnf("the next build of %s will pack everything anew: %s", image, e);
            }
        });
    }

    /// Forgets archives that are not there any more.
    ///
    /// @throws IOException of the directory
    public void forgetGone() throws IOException {
        if (place.isPresent()) {
            Durable.clear(place.get().directory());
            try (var lists = Files.newDirectoryStream(place.get().directory())) {
                for (var list : lists) {
                    if (read(list)
                            .flatMap(l -> place.get().store().find(l.artifact()))
                            .isEmpty()) {
                        Files.delete(list);
                    }
                }
            }
        }
    }

    private EarlierParts earlier(String image, String packer) throws IOException {
        if (place.isEmpty()) {
            return EarlierParts.NONE;
        }
        var list = read(place.get().directory().resolve(image))
                .filter(l -> l.packer().equals(packer));
        var archive = list.flatMap(l -> place.get().store().find(l.artifact()));
        if (archive.isEmpty()) {
            return EarlierParts.NONE;
        }
        try {
            var channel = FileChannel.open(archive.get(), StandardOpenOption.READ);
            return new EarlierParts(Optional.of(channel), list.get().parts());
        } catch (NoSuchFileException _) {
            return EarlierParts.NONE; // retired at this moment
        }
    }

    private static Optional<PartList> read(Path file) {
        try {
            return PartList.read(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warnf("everything is packed anew, since %s cannot be read: %s", file, e);
            return Optional.empty();
        }
    }
}
