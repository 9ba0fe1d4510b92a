package io.rackboot.inventory.boot;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.live.Feeds;
import io.rackboot.inventory.live.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Passes every change of a boot on to the live stream.
@ApplicationScoped
public class LiveBoots implements BootListener {
    private final Feeds feeds;

    LiveBoots(Feeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public void changed(BootChange change) {
        var boot = change.after();
        var id = change.cause().event().id().replaceAll("[\\r\\n\\x00]", "");
        feeds.boots().publish(Frame.of(id, "boot", Optional.of(boot.machine()), Answers.bytes(BootJson.of(boot))));
    }
}
