package io.rackboot.image.boottest;

import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.channel.Channels;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.store.WorkArea;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Makes boot tests, one at a time: a machine takes what a build would. Others wait their turn.
public final class BootTester {
    private static final Logger LOG = Logger.getLogger(BootTester.class);

    private final BootTestSettings settings;
    private final TrialHost host;
    private final Function<String, Optional<ImageDocument>> images;
    private final ArtifactStore store;
    private final WorkArea area;
    private final BootReports reports;
    private final Channels channels;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Semaphore turn = new Semaphore(1, true);
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();

    /// @param images the images that may be tried, by `name.version`
    public BootTester(
            BootTestSettings settings,
            Function<String, Optional<ImageDocument>> images,
            ArtifactStore store,
            WorkArea area,
            BootReports reports,
            Channels channels,
            Vertx vertx,
            InstantSource clock) {
        this.settings = settings;
        this.host = new TrialHost(settings);
        this.images = images;
        this.store = store;
        this.area = area;
        this.reports = reports;
        this.channels = channels;
        this.vertx = vertx;
        this.clock = clock;
    }

    /// Decides whether an image can be tried. One that can counts as being tried until its test is made.
    ///
    /// @param key `name.version`
    /// @param by who wants it
    public BootTestDecision decide(String key, String by) {
        var image = images.apply(key);
        if (image.isEmpty()) {
            return new BootTestDecision.NoImage("image " + key + " is not on this service, or is retired");
        }
        var boot = TrialBoots.of(image.get(), store);
        if (boot instanceof TrialBoot.Impossible(var reason)) {
            return new BootTestDecision.Unfit(reason);
        }
        var lack = host.lack(boot);
        if (lack.isPresent()) {
            return new BootTestDecision.Lacking(lack.get());
        }
        return atWork.add(key)
                ? new BootTestDecision.Accepted(() -> made(image.get(), boot, by))
                : new BootTestDecision.AtWork("image " + key + " is being boot-tested");
    }

    private BootTestAnswer made(ImageDocument image, TrialBoot boot, String by) throws IOException {
        try {
            turn.acquire();
            try (var space = area.open("boot-test-" + image.key())) {
                return made(image, boot, space, by);
            } finally {
                turn.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new BootTestAnswer.Lacking("the service stops");
        } finally {
            atWork.remove(image.key());
        }
    }

    /// {@return whether an image is being tried}: its files must stay.
    public boolean isAtWork(String key) {
        return atWork.contains(key);
    }

    /// Tells the histories what they could not be told while NATS was away.
    public void tellLeft() {
        try {
            reports.unrecorded().forEach(this::record);
        } catch (IOException e) {
            LOG.errorf("the reports of boot tests cannot be read: %s", e.getMessage());
        }
    }

    private BootTestAnswer made(ImageDocument image, TrialBoot boot, JobSpace space, String by) throws IOException {
        var trial = new Trial(settings, vertx, space, System::nanoTime);
        var accelerators = host.accelerators();
        var seen = trial.run(boot, accelerators.getFirst());
        var used = accelerators.getFirst();
        var hint = used == Accelerator.TCG ? host.withoutKvm() : Optional.<String>empty();
        if (seen.end().isEmpty() && accelerators.size() > 1) {
            used = accelerators.get(1);
            hint = Optional.of("/dev/kvm opens, but no kernel ran on it: "
                    + (seen.words().isEmpty() ? "nothing was seen for 20 s" : seen.words())
                    + "; the machine was emulated");
            seen = trial.run(boot, used);
        }
        if (seen.end().isEmpty()) {
            return new BootTestAnswer.Lacking("QEMU could not run the machine: " + seen.words());
        }
        var report = report(image, seen, seen.end().get(), used, hint, by);
        reports.write(report);
        LOG.infof("boot test of image %s: %s", report.key(), report.summary());
        return new BootTestAnswer.Made(record(report));
    }

    private BootReport report(
            ImageDocument image,
            Trial.Seen seen,
            TrialEnd end,
            Accelerator accelerator,
            Optional<String> hint,
            String by) {
        return new BootReport(
                image.name(),
                image.version(),
                image.digest(),
                end.passed(),
                end.stage(),
                end.reason(),
                seen.duration().truncatedTo(ChronoUnit.MILLIS),
                end.uptime(),
                settings.memory(),
                seen.used(),
                accelerator.text(),
                hint,
                by,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                false,
                seen.observation().console());
    }

    private BootReport record(BootReport report) {
        var test = new BootTest(report.version(), report.digest(), report.passed(), report.at(), report.duration());
        if (!channels.tested(report.name(), test, report.by(), report.summary())) {
            return report;
        }
        var noted = report.noted();
        try {
            reports.write(noted);
        } catch (IOException e) {
            // Told again at the next start, which changes nothing.
            LOG.errorf("the report of a boot test could not be recorded: %s", e.getMessage());
        }
        return noted;
    }
}
