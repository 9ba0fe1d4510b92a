package io.rackboot.boot.artifact;

import io.rackboot.events.document.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jboss.logging.Logger;

/// One file on its way from image-service to a draft in the cache directory, its digest computed on the way. A
/// connection that breaks is taken up again where it broke.
final class Download {
    private static final Logger LOG = Logger.getLogger(Download.class);
    private static final int CHUNK = 1 << 18;

    /// What one connection brought.
    private sealed interface Step {
        record Whole() implements Step {}

        record Broken(String reason) implements Step {}

        record Over(Fill.Failed failure) implements Step {}
    }

    private final Artifact artifact;
    private final CacheDirectory directory;
    private final Patience patience;
    private final ProgressLog progress;
    private MessageDigest digest = CacheDirectory.sha256();
    private long done;

    Download(Artifact artifact, CacheDirectory directory, Patience patience, Progress progress) {
        this.artifact = artifact;
        this.directory = directory;
        this.patience = patience;
        this.progress = new ProgressLog(artifact, progress);
    }

    /// Runs to the end; the draft is gone afterwards whatever the end.
    Fill run() throws InterruptedException {
        var draft = directory.draft(artifact.sha256());
        try {
            var room = directory.room();
            if (room < artifact.size()) {
                return disk("it has room for " + Progress.mebibytes(room));
            }
            return run(draft);
        } catch (IOException e) {
            return disk(String.valueOf(e.getMessage()));
        } finally {
            remove(draft);
        }
    }

    private Fill run(Path draft) throws IOException, InterruptedException {
        try (var file = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var attempt = 0; ; attempt++) {
                switch (attempt(file)) {
                    case Step.Whole _ -> {
                        return check(file, draft);
                    }
                    case Step.Over(var failure) -> {
                        return failure;
                    }
                    case Step.Broken(var reason) -> {
                        if (attempt == patience.pauses().size()) {
                            return unavailable(reason + " after " + (attempt + 1) + " attempts");
                        }
                        LOG.debugf("%s: %s; trying again", artifact.location(), reason);
                        Thread.sleep(patience.pauses().get(attempt));
                    }
                }
            }
        }
    }

    /// @throws IOException where the disk, not the network, is at fault
    private Step attempt(FileChannel file) throws IOException {
        Source.Reply reply;
        try {
            reply = Source.ask(artifact.location(), done, patience);
        } catch (IOException e) {
            return new Step.Broken(reason(e));
        }
        return switch (reply) {
            case Source.Reply.Later(var reason) -> new Step.Broken(reason);
            case Source.Reply.Never(var reason) -> new Step.Over(unavailable(reason));
            case Source.Reply.Body body -> receive(body, file);
        };
    }

    private Step receive(Source.Reply.Body body, FileChannel file) throws IOException {
        try (var stream = body.stream()) {
            if (body.offset() == 0 && done > 0) {
                file.truncate(0);
                digest = CacheDirectory.sha256();
                done = 0;
            }
            if (body.length() >= 0 && body.offset() + body.length() != artifact.size()) {
                return new Step.Over(mismatch(
                        "it has " + (body.offset() + body.length()) + " bytes, the document says " + artifact.size()));
            }
            return copy(stream, file);
        }
    }

    private Step copy(InputStream stream, FileChannel file) throws IOException {
        var chunk = new byte[CHUNK];
        while (true) {
            int count;
            try {
                count = stream.read(chunk);
            } catch (IOException e) {
                return new Step.Broken(reason(e));
            }
            if (count < 0) {
                return done == artifact.size()
                        ? new Step.Whole()
                        : new Step.Broken("it ended after " + done + " of " + artifact.size() + " bytes");
            }
            if (done + count > artifact.size()) {
                return new Step.Over(mismatch("it goes on after the " + artifact.size() + " bytes of the document"));
            }
            digest.update(chunk, 0, count);
            var rest = ByteBuffer.wrap(chunk, 0, count);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            done += count;
            progress.at(done);
        }
    }

    private Fill check(FileChannel file, Path draft) throws IOException {
        var found = CacheDirectory.hex(digest);
        if (!found.equals(artifact.sha256())) {
            return mismatch("its SHA-256 is " + found + ", the document says " + artifact.sha256());
        }
        file.force(true);
        directory.keep(draft, artifact.sha256());
        progress.finished();
        return new Fill.Ready(new CachedFile(directory.file(artifact.sha256()), artifact.size(), artifact.sha256()));
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warnf("cannot remove %s: %s; the next start does", draft, e.getMessage());
        }
    }

    private Fill.Failed unavailable(String reason) {
        return new Fill.Failed(
                Fault.UNAVAILABLE,
                artifact.name() + " cannot be fetched from " + artifact.location() + ": " + reason
                        + "; is image-service up, and is the image still published?");
    }

    private Fill.Failed mismatch(String reason) {
        return new Fill.Failed(
                Fault.MISMATCH,
                artifact.name() + " from " + artifact.location() + " is not what the image document says: " + reason
                        + "; publish the image again");
    }

    private Fill.Failed disk(String reason) {
        return new Fill.Failed(
                Fault.DISK,
                "the cache directory " + directory.path() + " does not take " + artifact.name() + " ("
                        + Progress.mebibytes(artifact.size()) + "): " + reason + "; make room on its file system");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
