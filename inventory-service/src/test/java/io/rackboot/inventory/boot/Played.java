package io.rackboot.inventory.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.CloudEvent;
import java.util.ArrayList;
import java.util.List;

/// What becomes of facts when a history takes them.
final class Played {
    private Played() {}

    /// {@return the history of these facts}
    static History events(List<CloudEvent> events) {
        var history = History.NONE;
        for (var event : events) {
            history = history.apply(event);
        }
        return history;
    }

    /// {@return the boot of a story that is one boot}
    static Boot only(Story story) {
        var history = events(story.events());
        assertThat(history.boots()).hasSize(1);
        return history.boots().getFirst();
    }

    /// {@return the names of a boot's steps, as the API says them}
    static List<String> steps(Boot boot) {
        var names = new ArrayList<String>();
        BootJson.of(boot)
                .get("steps")
                .forEach(step -> names.add(step.get("step").textValue()));
        return names;
    }
}
