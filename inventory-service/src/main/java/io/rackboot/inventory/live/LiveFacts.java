package io.rackboot.inventory.live;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.FactType;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.fact.FactListener;
import io.rackboot.inventory.fact.HeardFact;
import io.rackboot.inventory.fact.HeardImageFact;
import io.rackboot.inventory.fact.ImageFactListener;
import io.rackboot.inventory.fact.Replay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Passes every fact of the last day on to the live stream.
@ApplicationScoped
public class LiveFacts implements FactListener, ImageFactListener {
    private final Feeds feeds;
    private final Replay replay;

    LiveFacts(Feeds feeds, Replay replay) {
        this.feeds = feeds;
        this.replay = replay;
    }

    @Override
    public void heard(HeardFact heard) {
        if (replay.isNews(heard)) {
            publish(heard.event(), Optional.of(heard.fact().machine()), heard.json());
        }
    }

    @Override
    public void heard(HeardImageFact heard) {
        publish(heard.event(), Optional.empty(), heard.json());
    }

    private void publish(CloudEvent event, Optional<MachineId> machine, byte[] json) {
        var id = event.id().replaceAll("[\\r\\n\\x00]", "");
        feeds.facts().publish(Frame.of(id, FactType.of(event.fact()).name(), machine, json));
    }
}
