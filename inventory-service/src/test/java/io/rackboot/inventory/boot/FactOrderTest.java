package io.rackboot.inventory.boot;

import static io.rackboot.inventory.boot.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Facts that come twice, late or out of order.
class FactOrderTest {

    @Test
    void everyFactTwiceIsTheSameStory() {
        var events = Story.begin().uefi(0, "b1").bios(100, "b2").events();
        var twice = new ArrayList<CloudEvent>();
        events.forEach(event -> {
            twice.add(event);
            twice.add(event);
        });
        twice.addAll(events);

        assertThat(Played.events(twice)).isEqualTo(Played.events(events));
    }

    @Test
    void factsOutOfOrderGiveTheSameStory() {
        var events = Story.begin().uefi(0, "b1").bios(100, "b2").events();
        var whole = Played.events(events);
        for (var seed = 0; seed < 200; seed++) {
            var shuffled = new ArrayList<>(events);
            var random = new Random(seed);
            // dhcp's outbox, tftp's and http's spill are late by some facts, never by hours
            for (var from = 0; from + 4 <= shuffled.size(); from += 4) {
                Collections.shuffle(shuffled.subList(from, from + 4), random);
            }
            var history = Played.events(shuffled);
            assertThat(history.boots()).as("seed %d", seed).hasSize(2);
            for (var i = 0; i < 2; i++) {
                assertThat(history.boots().get(i).steps())
                        .as("seed %d boot %d", seed, i)
                        .isEqualTo(whole.boots().get(i).steps());
                assertThat(history.boots().get(i).state())
                        .isEqualTo(whole.boots().get(i).state());
                assertThat(history.boots().get(i).firmware())
                        .isEqualTo(whole.boots().get(i).firmware());
            }
        }
    }

    @Test
    void theLeaseThatOvertookItsRequestBelongsToTheNewBoot() {
        var before = Story.begin()
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .fetched(1, FileRole.SCRIPT, "/boot/525400123456/boot.ipxe", 900)
                .events();
        var after = new Story(Story.MACHINE, at(30))
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .leased(0.1, "boot.ipxe")
                .events();
        var history = Played.events(List.of(before.get(0), before.get(1), after.get(1), after.get(0)));

        assertThat(history.boots()).hasSize(2);
        assertThat(Played.steps(history.boots().get(0))).containsExactly("requested", "fetched", "cut-short");
        assertThat(Played.steps(history.boots().get(1))).containsExactly("requested", "leased");
    }
}
