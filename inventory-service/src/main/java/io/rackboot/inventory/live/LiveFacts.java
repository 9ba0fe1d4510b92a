package io.rackboot.inventory.live;

import io.rackboot.events.FactType;
import io.rackboot.inventory.fact.FactListener;
import io.rackboot.inventory.fact.HeardFact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Passes every fact on to the live stream.
@ApplicationScoped
public class LiveFacts implements FactListener {
    private final Feeds feeds;

    LiveFacts(Feeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public void heard(HeardFact heard) {
        var name = FactType.of(heard.fact()).name();
        var id = heard.event().id().replaceAll("[\\r\\n\\x00]", "");
        feeds.facts().publish(Frame.of(id, name, Optional.of(heard.fact().machine()), heard.json()));
    }
}
