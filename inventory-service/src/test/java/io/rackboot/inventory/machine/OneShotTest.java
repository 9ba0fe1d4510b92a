package io.rackboot.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.document.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneShotTest {
    private static final MachineId ID = new MachineId("525400123456");
    private static final Instant RENDERED = Instant.parse("2026-11-20T10:00:00Z");
    private static final OneShot BOOT = new OneShot(RENDERED, RENDERED.plusSeconds(10), "rescue.3");
    private static final Optional<ImageReference> RESCUE = Optional.of(ImageReference.of("rescue"));
    private static final Optional<ImageReference> DEBIAN = Optional.of(ImageReference.of("debian.12"));

    private static Versioned<MachineDocument> machine(Instant created, Optional<String> oneShot) {
        var document = new MachineDocument(
                ID,
                List.of(ID),
                Optional.empty(),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("compute"),
                oneShot,
                Loader.AUTO,
                Optional.empty());
        return new Versioned<>(ID.text(), document, 4, created);
    }

    private static Versioned<MachineDocument> oneShotSetAt(int seconds) {
        return machine(RENDERED.plusSeconds(seconds), Optional.of("rescue"));
    }

    @Test
    void whatWasWantedWhenTheScriptWasMadeIsUsedUp() {
        assertThat(BOOT.uses(oneShotSetAt(-60), RESCUE, DEBIAN)).isTrue();
        assertThat(BOOT.uses(oneShotSetAt(0), Optional.empty(), Optional.empty()))
                .isTrue();
    }

    @Test
    void whatIsWantedForTheNextBootStays() {
        assertThat(BOOT.uses(oneShotSetAt(11), RESCUE, DEBIAN)).isFalse();
    }

    @Test
    void aDocumentWrittenDuringTheBootIsJudgedByTheImage() {
        assertThat(BOOT.uses(oneShotSetAt(5), RESCUE, DEBIAN)).isTrue();
        assertThat(BOOT.uses(oneShotSetAt(5), Optional.of(ImageReference.of("rescue.4")), DEBIAN))
                .isFalse();
        assertThat(BOOT.uses(oneShotSetAt(5), Optional.of(ImageReference.of("resc")), DEBIAN))
                .isFalse();
        assertThat(BOOT.uses(oneShotSetAt(5), RESCUE, RESCUE)).isFalse();
    }

    @Test
    void withoutAOneShotProfileThereIsNothingToUse() {
        assertThat(BOOT.uses(machine(RENDERED.minusSeconds(60), Optional.empty()), RESCUE, DEBIAN))
                .isFalse();
    }
}
