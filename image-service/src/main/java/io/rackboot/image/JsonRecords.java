package io.rackboot.image;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rackboot.image.boottest.BootReport;
import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.diff.FileDiff;
import io.rackboot.image.diff.ImageDiff;
import io.rackboot.image.diff.PackageDiff;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.Standing;
import io.rackboot.image.share.BuildTask;
import io.rackboot.image.share.SharedBuild;
import io.rackboot.image.specification.Mistake;

/// The records that become JSON and that Quarkus does not find by itself in a signature: what is kept on disk, and the
/// bodies of answers. A native executable must know them.
@RegisterForReflection(
        targets = {
            BuildRecord.class,
            BuildError.class,
            BuildError.Reason.class,
            BuildState.class,
            SharedBuild.class,
            BuildTask.class,
            RegisteredImage.class,
            Standing.class,
            BuildsResource.Submitted.class,
            ImageView.class,
            ImageOverview.class,
            ImageOverview.Version.class,
            ChannelsResource.View.class,
            BootReport.class,
            ImageDiff.class,
            ImageDiff.ArtifactChange.class,
            PackageDiff.class,
            PackageDiff.PackageChange.class,
            FileDiff.class,
            FileDiff.FileChange.class,
            FileDiff.FileState.class,
            Problem.class,
            Mistake.class
        })
final class JsonRecords {
    private JsonRecords() {}
}
