package io.rackboot.nats.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.channel.Progress.Start;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final ZonedDateTime MADE = ZonedDateTime.parse("2026-11-21T10:00:00Z");

    private final Progress progress = new Progress();

    @Test
    void beginsAsConfigured() {
        assertThat(progress.start(MADE)).isEqualTo(new Start.AsConfigured());
        assertThat(progress.start(MADE)).isEqualTo(new Start.AsConfigured());
    }

    @Test
    void goesOnAfterTheLastMessageOrAtTheOldestOpenOne() {
        progress.start(MADE);
        progress.delivered(7);
        progress.delivered(8);
        progress.delivered(9);
        progress.acknowledged(7);
        assertThat(progress.start(MADE)).isEqualTo(new Start.At(8));
        progress.acknowledged(9);
        assertThat(progress.start(MADE)).isEqualTo(new Start.At(8));
        progress.acknowledged(8);
        assertThat(progress.start(MADE)).isEqualTo(new Start.At(10));
    }

    @Test
    void anotherStreamOfTheNameIsReadFromItsBeginning() {
        progress.start(MADE);
        progress.delivered(700);
        assertThat(progress.start(MADE.plusSeconds(1))).isEqualTo(new Start.At(1));
    }

    @Test
    void aStreamThatWasMissingAtFirstIsReadFromItsBeginning() {
        progress.missing();
        assertThat(progress.start(MADE)).isEqualTo(new Start.At(1));
    }

    @Test
    void aStreamThatIsMissingForAWhileIsGoneOnWith() {
        progress.start(MADE);
        progress.delivered(7);
        progress.acknowledged(7);
        progress.missing();
        assertThat(progress.start(MADE)).isEqualTo(new Start.At(8));
    }
}
