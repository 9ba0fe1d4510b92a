package io.rackboot.image.command;

import io.rackboot.image.build.BuildOutcome;
import io.rackboot.image.build.ImageBuilder;
import io.rackboot.image.build.LocalBuild;
import io.rackboot.image.compress.Compression;
import io.rackboot.image.publish.ImageDirectory;
import io.rackboot.image.specification.Mistake;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.WorkArea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Builds in this process; what it works with lies beside the image's directory and is gone in the end.
///
/// @param directory where the image's files go
record BuildHere(Means means, Optional<Path> directory, BuildScreen screen) {

    Result build(String yaml) {
        return switch (means.specifications().read(yaml)) {
            case Reading.Refused(var mistakes) ->
                new Result.Refused(mistakes.stream().map(Mistake::toString).toList());
            case Reading.Accepted(var specification) -> build(specification);
        };
    }

    private Result build(Specification specification) {
        var target = directory
                .orElseGet(() -> Path.of(specification.key()))
                .toAbsolutePath()
                .normalize();
        var parent = Optional.ofNullable(target.getParent()).orElse(target);
        var work = "." + target.getFileName() + ".building";
        if (Files.exists(parent.resolve(work))) {
            return new Result.Failed(parent.resolve(work)
                    + " is there: another build is at work on this image, or was killed; then remove it");
        }
        try (var processors = Executors.newFixedThreadPool(
                Compression.processors(), Thread.ofPlatform().daemon().factory())) {
            Files.createDirectories(parent);
            var build = new LocalBuild(
                    new ImageBuilder(means.settings(), processors),
                    new ImageDirectory(target, InstantSource.system()),
                    new WorkArea(parent, new FreeSpace(parent, means.minimumFree())),
                    screen::line,
                    progress ->
                            screen.progress(progress.stage().text(), progress.percent(), progress.bytesPerSecond()));
            return switch (Interruption.during(build::cancel, () -> build.run(work, specification))) {
                case BuildOutcome.Finished(var image) -> {
                    screen.progress("finished", 100, 0);
                    yield new Result.Made(image.key() + " " + image.digest() + " " + target);
                }
                case BuildOutcome.Failed(var error) ->
                    new Result.Failed(error.reason().text() + ": " + error.detail());
                case BuildOutcome.Cancelled() -> new Result.Failed("cancelled");
            };
        } catch (IOException e) {
            return new Result.Failed(parent + " cannot be written: " + e.getMessage());
        }
    }
}
