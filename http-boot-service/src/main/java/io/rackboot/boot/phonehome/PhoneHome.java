package io.rackboot.boot.phonehome;

import io.rackboot.boot.Settings;
import io.rackboot.boot.Telemetry;
import io.rackboot.boot.fact.Facts;
import io.rackboot.boot.fact.Seldom;
import io.rackboot.boot.machine.LiveCatalogue;
import io.rackboot.boot.token.BootId;
import io.rackboot.boot.token.BootTokens;
import io.rackboot.boot.token.TokenCheck;
import io.rackboot.boot.token.TokenFault;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.FactType;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.BootFailed;
import io.rackboot.events.fact.KernelStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Turns reports into facts: one fact for each boot and stage, however often it is reported.
@ApplicationScoped
public class PhoneHome {
    private static final Logger LOG = Logger.getLogger(PhoneHome.class);

    private final Rack rack;
    private final BootTokens tokens;
    private final LiveCatalogue catalogue;
    private final Facts facts;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final Seldom told = new Seldom(BootTokens.LIFETIME);

    @Inject
    PhoneHome(
            Settings settings,
            BootTokens tokens,
            LiveCatalogue catalogue,
            Facts facts,
            Telemetry telemetry,
            InstantSource clock) {
        this.rack = settings.rack();
        this.tokens = tokens;
        this.catalogue = catalogue;
        this.facts = facts;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /// Checks the token a machine shows.
    TokenCheck check(Optional<String> token, MachineId mac) {
        var check = token.map(text -> tokens.check(text, mac, clock.instant()))
                .orElseGet(() -> new TokenCheck.Refused(TokenFault.MISSING));
        if (check instanceof TokenCheck.Refused(var fault)) {
            telemetry.tokenRefused(fault);
            LOG.warnf(
                    "a phone-home call for %s is refused: %s; did the machine boot from another service, or is its clock of"
                            + " the day before?",
                    mac.mac(), fault.text());
        }
        return check;
    }

    void kernelStarted(BootId boot, Report.Up report) {
        var now = clock.instant();
        tell(
                boot,
                now,
                new KernelStarted(
                        rack,
                        catalogue.identity(boot.machine()),
                        boot.text(),
                        boot.image(),
                        boot.imageDigest(),
                        since(boot, now),
                        report.uptime()));
    }

    void bootComplete(BootId boot, Report.Up report) {
        var now = clock.instant();
        tell(
                boot,
                now,
                new BootComplete(
                        rack,
                        catalogue.identity(boot.machine()),
                        boot.text(),
                        boot.image(),
                        boot.imageDigest(),
                        since(boot, now),
                        report.uptime()));
    }

    void bootFailed(BootId boot, Report.Down report) {
        var now = clock.instant();
        LOG.warnf(
                "%s failed to boot image %s at stage %s: %s",
                boot.machine().mac(), boot.image(), report.stage().text(), report.reason());
        tell(
                boot,
                now,
                new BootFailed(
                        rack,
                        catalogue.identity(boot.machine()),
                        boot.text(),
                        boot.image(),
                        boot.imageDigest(),
                        report.stage(),
                        report.reason(),
                        report.log(),
                        since(boot, now)));
    }

    /// The id follows from boot and stage, so that the stream drops what is said again after a restart.
    private void tell(BootId boot, Instant now, BootFact fact) {
        var stage = FactType.of(fact).name();
        var id = UUID.nameUUIDFromBytes((boot.text() + "/" + stage).getBytes(StandardCharsets.UTF_8))
                .toString();
        if (!told.due(id, now)) {
            LOG.debugf("%s was told already: %s", stage, boot.text());
            return;
        }
        telemetry.phonedHome(stage);
        var event = CloudEvent.of(Emitter.HTTP, now, fact);
        facts.say(new CloudEvent(id, event.source(), now, fact));
    }

    private static Duration since(BootId boot, Instant now) {
        var since = Duration.between(boot.issued(), now);
        // A clock that was set back must not make a negative duration.
        return since.isNegative() ? Duration.ZERO : since;
    }
}
