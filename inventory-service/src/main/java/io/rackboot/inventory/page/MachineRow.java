package io.rackboot.inventory.page;

import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.boot.Boot;
import io.rackboot.inventory.boot.BootJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// One machine of the list, as the page says it.
record MachineRow(
        String state,
        String word,
        String name,
        String mac,
        String rack,
        String profile,
        String address,
        String boot,
        String duration) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static MachineRow of(MachineDocument machine, Optional<Boot> boot) {
        var state = boot.map(b -> BootJson.outcome(b.state())).orElse("none");
        return new MachineRow(
                state,
                word(state),
                machine.hostName().orElse(machine.id().mac()),
                machine.id().mac(),
                machine.rack().label(),
                machine.profile().orElse("none"),
                boot.flatMap(Boot::address)
                        .or(machine::address)
                        .map(Object::toString)
                        .orElse(""),
                boot.map(Boot::start).map(MachineRow::time).orElse(""),
                boot.flatMap(Boot::total).map(MachineRow::seconds).orElse(""));
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String word(String state) {
        return switch (state) {
            case "running" -> "booting";
            case "complete" -> "up";
            case "none" -> "no boot seen";
            default -> state;
        };
    }

    String html() {
        return Html.of("""
                <tr class="machine"><td class="is"><span class="state" data-state="%s">%s</span></td><td class="name">%s</td>\
                <td class="mac mono">%s</td><td class="rack">%s</td><td class="profile">%s</td>\
                <td class="address mono num">%s</td><td class="wide"></td><td class="began num">%s</td>\
                <td class="took num">%s</td></tr>
                """, state, word, name, mac, rack, profile, address, boot, duration);
    }
}
