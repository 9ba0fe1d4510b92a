package io.rackboot.boot.delivery;

import io.rackboot.boot.Settings;
import io.rackboot.boot.Telemetry;
import io.rackboot.boot.answer.Answers;
import io.rackboot.boot.answer.Refusals;
import io.rackboot.boot.artifact.ArtifactCache;
import io.rackboot.boot.fact.Facts;
import io.rackboot.boot.machine.Catalogue;
import java.time.Duration;
import java.time.InstantSource;

/// Puts the parts of the delivery together.
public final class Delivery {
    /// How long a request for a file waits while the file is fetched. GRUB gives up after 30 s without a header.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Delivery() {}

    /// {@return the routes of a service with these settings and parts}
    public static BootRoutes routes(
            Settings settings,
            Catalogue catalogue,
            ArtifactCache cache,
            Answers answers,
            Facts facts,
            Telemetry telemetry,
            InstantSource clock) {
        var transfers = new Transfers(settings.rack(), facts, telemetry, clock);
        var refusals = new Refusals(settings.rack(), facts, clock);
        return new BootRoutes(
                new ServerUrls(settings.publicUrl()),
                new Machines(catalogue),
                new ScriptHandler(answers, refusals, transfers, telemetry),
                new ImageFileHandler(catalogue, cache, telemetry, PATIENCE),
                new LoaderFiles(settings.loaders()),
                new FileSender(transfers),
                telemetry);
    }
}
