package io.rackboot.image.build;

import io.rackboot.image.specification.RootSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/// The builds that this service knows, in memory and on disk, so that they outlive it.
public final class BuildLedger {
    private static final Logger LOG = Logger.getLogger(BuildLedger.class);

    private final BuildFiles files;
    private final BuildNews news;
    private final int kept;
    private final ConcurrentSkipListMap<String, BuildJob> jobs = new ConcurrentSkipListMap<>();

    /// @param directory where builds are kept
    /// @param news told the progress of builds
    /// @param kept how many ended builds are remembered
    public BuildLedger(Path directory, BuildNews news, int kept) {
        this.files = new BuildFiles(directory);
        this.news = news;
        this.kept = kept;
    }

    /// Reads what an earlier process left, and {@return it}.
    Collection<BuildJob> load() throws IOException {
        for (var build : files.records()) {
            jobs.put(build.id(), job(build));
        }
        return jobs.values();
    }

    /// Takes a build that waits, or {@return the one of its id}.
    ///
    /// @param yaml the specification as it was sent, kept so that the build survives a restart
    /// @throws IOException where the build cannot be recorded; it is not taken then
    synchronized BuildJob take(BuildRecord build, String yaml) throws IOException {
        var known = Optional.ofNullable(jobs.get(build.id()));
        if (known.isPresent()) {
            return known.get();
        }
        files.writeSpecification(build.id(), yaml);
        files.write(build);
        var job = job(build);
        jobs.put(build.id(), job);
        forgetOldest();
        return job;
    }

    Optional<BuildJob> job(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /// {@return the builds, the oldest first}
    Collection<BuildJob> jobs() {
        return jobs.values();
    }

    /// {@return the builds, waiting or at work, that take the root of an image}
    ///
    /// @param key the image, `name.version`
    List<String> on(String key) {
        return jobs.values().stream()
                .filter(job -> !job.own().state().ended())
                .filter(job -> job.specification()
                        .filter(specification -> specification.root().equals(new RootSource.Image(key)))
                        .isPresent())
                .map(job -> job.own().id())
                .toList();
    }

    String yaml(String id) throws IOException {
        return files.specification(id);
    }

    /// {@return the file of a build's log}
    Path log(String id) {
        return files.log(id);
    }

    /// What cannot be recorded now (a full disk) is still known in memory; a restart would report the state before.
    void record(BuildRecord build) {
        try {
            files.write(build);
        } catch (IOException e) {
            LOG.errorf("the state of build %s could not be recorded: %s", build.id(), e.getMessage());
        }
    }

    private BuildJob job(BuildRecord build) {
        return new BuildJob(build, news::meter);
    }

    private void forgetOldest() throws IOException {
        var ended = jobs.values().stream()
                .map(BuildJob::own)
                .filter(build -> build.state().ended())
                .toList();
        for (var build : ended.subList(0, Math.max(0, ended.size() - kept))) {
            jobs.remove(build.id());
            files.delete(build.id());
        }
    }
}
