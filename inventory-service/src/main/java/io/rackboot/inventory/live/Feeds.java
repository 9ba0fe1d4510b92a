package io.rackboot.inventory.live;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// The two feeds: facts as they were said, and boots as they are projected from them.
@ApplicationScoped
public class Feeds {
    private final Feed facts;
    private final Feed boots;

    Feeds(LiveLimits limits, MeterRegistry meters) {
        facts = new Feed(limits.history());
        boots = new Feed(limits.history());
        meters.gauge("rackboot.live.clients", this, feeds -> feeds.facts.subscribers() + feeds.boots.subscribers());
    }

    /// {@return facts}
    public Feed facts() {
        return facts;
    }

    /// {@return boots}
    public Feed boots() {
        return boots;
    }
}
