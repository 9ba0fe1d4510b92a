package io.rackboot.inventory.boot;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.fact.Replay;
import io.rackboot.inventory.live.Feeds;
import io.rackboot.inventory.live.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Passes every change of a boot on to the live stream.
@ApplicationScoped
public class LiveBoots implements BootListener {
    private final Feeds feeds;
    private final Replay replay;

    LiveBoots(Feeds feeds, Replay replay) {
        this.feeds = feeds;
        this.replay = replay;
    }

    @Override
    public void changed(BootChange change) {
        if (!replay.isNews(change.cause())) {
            return;
        }
        var boot = change.after();
        var id = change.cause().event().id().replaceAll("[\\r\\n\\x00]", "");
        feeds.boots().publish(Frame.of(id, "boot", Optional.of(boot.machine()), Answers.bytes(BootJson.of(boot))));
    }
}
