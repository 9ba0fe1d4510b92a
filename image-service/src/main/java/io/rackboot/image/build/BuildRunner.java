package io.rackboot.image.build;

import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.DiskFullException;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.store.WorkArea;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jboss.logging.Logger;

/// Runs one build to its end; the one place where what goes wrong becomes an outcome.
///
/// @param area where it works
public record BuildRunner(ImageBuilder builder, ImagePublisher publisher, WorkArea area) {
    private static final Logger LOG = Logger.getLogger(BuildRunner.class);

    BuildOutcome run(String id, Specification specification, ProgressMeter meter, BuildLog log) {
        try {
            var space = area.open(id);
            try {
                return built(specification, space, meter, log);
            } finally {
                remove(space, id, log);
            }
        } catch (CancelledBuildException _) {
            return new BuildOutcome.Cancelled();
        } catch (RefusedSourceException e) {
            return failed(BuildError.Reason.SOURCE_REFUSED, e.getMessage());
        } catch (DiskFullException e) {
            return failed(BuildError.Reason.DISK_FULL, e.getMessage());
        } catch (ProgramFailedException e) {
            return failed(BuildError.Reason.PROGRAM_FAILED, e.getMessage());
        } catch (NoSuchFileException e) {
            return failed(BuildError.Reason.SOURCE_REFUSED, e.getFile() + " does not exist");
        } catch (AccessDeniedException e) {
            return failed(BuildError.Reason.SOURCE_REFUSED, e.getFile() + " may not be read by this service");
        } catch (IOException e) {
            return failed(area.free().explained(e, area.directory().resolve(id)));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "build %s met a fault of the service", id);
            return failed(BuildError.Reason.INTERNAL, e.toString());
        }
    }

    private BuildOutcome built(Specification specification, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        var made = builder.build(specification, space, meter, log);
        meter.begin(BuildStage.PUBLISHING, 0);
        return switch (publisher.publish(made.specification(), made.artifacts())) {
            case Publication.Accepted(var image) -> new BuildOutcome.Finished(image);
            case Publication.VersionTaken(var detail) -> failed(BuildError.Reason.VERSION_TAKEN, detail);
        };
    }

    /// What cannot be removed changes nothing about the build: its image may be published already.
    private static void remove(JobSpace space, String id, BuildLog log) {
        try {
            space.close();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what build %s worked with could not be removed, the next start tries again: %s", id, e);
            log.line("what the build worked with could not be removed: " + e);
        }
    }

    /// Not all that is written is watched: small files are not.
    private static BuildOutcome failed(IOException error) {
        var reason = error instanceof DiskFullException ? BuildError.Reason.DISK_FULL : BuildError.Reason.INPUT_OUTPUT;
        return failed(reason, String.valueOf(error.getMessage()));
    }

    private static BuildOutcome failed(BuildError.Reason reason, String detail) {
        return new BuildOutcome.Failed(new BuildError(reason, detail));
    }
}
