package io.rackboot.boot.answer;

import io.rackboot.boot.fact.Facts;
import io.rackboot.boot.fact.Seldom;
import io.rackboot.boot.machine.Choice.Refused;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.RequestRefused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Tells operators and subscribers which machine is refused and why, once a minute for each machine and reason.
public final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final Rack rack;
    private final Facts facts;
    private final InstantSource clock;
    private final Seldom seldom = new Seldom(Duration.ofMinutes(1));

    /// @param rack the rack whose service says it
    public Refusals(Rack rack, Facts facts, InstantSource clock) {
        this.rack = rack;
        this.facts = facts;
        this.clock = clock;
    }

    /// Tells of one refusal, if it is time to.
    public void tell(MachineId machine, Refused refused, Optional<Ipv4> client) {
        var now = clock.instant();
        var reason = refused.reason().word();
        if (!seldom.due(machine + " " + reason, now)) {
            return;
        }
        LOG.warnf("%s is refused (%s): %s", machine.mac(), reason, refused.detail());
        facts.say(CloudEvent.of(
                Emitter.HTTP, now, new RequestRefused(rack, machine, Emitter.HTTP, reason, refused.detail(), client)));
    }
}
