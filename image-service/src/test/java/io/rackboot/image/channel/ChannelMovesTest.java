package io.rackboot.image.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.RootMode;
import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.HistoryEntry;
import io.rackboot.events.document.HistoryStep;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.channel.Decision.Changed;
import io.rackboot.image.channel.Decision.Refused;
import io.rackboot.image.channel.Decision.Same;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelMovesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ChannelsDocument NOTHING = ChannelsDocument.empty("node");
    private static final Set<String> TESTED = Set.of("stable");

    @Test
    void aChannelIsMadeAndMoved() {
        var first = changed(promote(NOTHING, wish("candidate", "1")));
        assertThat(first.channels()).containsExactly(new Channel("candidate", "1", NOW, "ops"));
        var second = changed(promote(first, wish("candidate", "2")));
        assertThat(second.channels()).containsExactly(new Channel("candidate", "2", NOW, "ops"));
        assertThat(second.history())
                .containsExactly(
                        promoted("1", "candidate", Optional.empty(), Optional.empty()),
                        promoted("2", "candidate", Optional.of("1"), Optional.empty()));
        assertThat(promote(second, wish("candidate", "2"))).isEqualTo(new Same());
    }

    @Test
    void whatIsNotPublishedOrIsRetiredIsNotPromoted() {
        assertThat(ChannelMoves.promote(NOTHING, wish("candidate", "1"), Optional.empty(), TESTED, NOW))
                .isEqualTo(new Refused(Refusal.NOT_PUBLISHED, "image node.1 is not published; build it: POST /builds"));
        var retired = changed(ChannelMoves.retire(NOTHING, "1", Optional.of("ops"), NOW));
        assertThat(promote(retired, wish("candidate", "1")))
                .isEqualTo(new Refused(Refusal.RETIRED, "image node.1 is retired; promote another version"));
        assertThat(ChannelMoves.retire(retired, "1", Optional.empty(), NOW)).isEqualTo(new Same());
    }

    @Test
    void aGuardedChannelTakesWhatPassedABootTestOfJustThisContent() {
        var advice = ". POST /images/node/1/boot-test, or give the reason it needs none in `untested`";
        var rule = "channel stable takes versions that passed a boot test: image node.1 ";
        assertThat(promote(NOTHING, wish("stable", "1")))
                .isEqualTo(new Refused(Refusal.NOT_TESTED, rule + "has had none" + advice));
        assertThat(promote(tested(NOTHING, "1", "d", false), wish("stable", "1")))
                .isEqualTo(new Refused(Refusal.NOT_TESTED, rule + "failed at " + NOW + advice));
        assertThat(promote(tested(NOTHING, "1", "other", true), wish("stable", "1")))
                .isEqualTo(new Refused(Refusal.NOT_TESTED, rule + "has had none" + advice));
        assertThat(changed(promote(tested(NOTHING, "1", "d", true), wish("stable", "1")))
                        .channel("stable"))
                .contains(new Channel("stable", "1", NOW, "ops"));
    }

    @Test
    void aReasonStandsForATestAndIsRemembered() {
        var wish = new Promotion(
                "stable", "1", "ops", Optional.of("change 7"), Optional.of("an NFS root"), OptionalLong.empty());
        assertThat(changed(promote(NOTHING, wish)).history())
                .containsExactly(
                        promoted("1", "stable", Optional.empty(), Optional.of("change 7; untested: an NFS root")));
    }

    @Test
    void aVersionThatIsPublishedAnewIsOfferedAgainAndTestedAnew() {
        var first = changed(ChannelMoves.published(NOTHING, image("1", "d")));
        assertThat(ChannelMoves.published(first, image("1", "d"))).isEqualTo(new Same());
        var retired = changed(ChannelMoves.retire(tested(first, "1", "d", true), "1", Optional.empty(), NOW));
        assertThat(retired.isRetired("1")).isTrue();
        var again = changed(ChannelMoves.published(
                retired, new ImageDocument("node", "1", NOW, RootMode.INITRD, "6.1", List.of(), "e", List.of())));
        assertThat(again.isRetired("1")).isFalse();
        assertThat(again.tests()).isEmpty();
        assertThat(again.history())
                .extracting(HistoryEntry::what)
                .containsExactly(
                        HistoryStep.PUBLISHED,
                        HistoryStep.BOOT_TEST_PASSED,
                        HistoryStep.RETIRED,
                        HistoryStep.PUBLISHED);
    }

    @Test
    void aChannelIsRemoved() {
        var with = changed(promote(NOTHING, wish("pilot", "1")));
        var without = changed(ChannelMoves.remove(with, "pilot", "ops", NOW));
        assertThat(without.channels()).isEmpty();
        assertThat(ChannelMoves.remove(without, "pilot", "ops", NOW))
                .isEqualTo(new Refused(Refusal.NO_CHANNEL, "image node has no channel pilot"));
    }

    private static Decision promote(ChannelsDocument channels, Promotion wish) {
        return ChannelMoves.promote(channels, wish, Optional.of(image(wish.version(), "d")), TESTED, NOW);
    }

    private static ChannelsDocument tested(ChannelsDocument channels, String version, String digest, boolean passed) {
        var test = new BootTest(version, digest, passed, NOW, Duration.ofSeconds(8));
        return changed(ChannelMoves.tested(channels, test, "ci", "seen"));
    }

    private static Promotion wish(String channel, String version) {
        return new Promotion(channel, version, "ops", Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    private static ImageDocument image(String version, String digest) {
        return new ImageDocument("node", version, Instant.EPOCH, RootMode.INITRD, "6.1", List.of(), digest, List.of());
    }

    private static HistoryEntry promoted(
            String version, String channel, Optional<String> previous, Optional<String> note) {
        return new HistoryEntry(
                NOW, HistoryStep.PROMOTED, version, Optional.of(channel), previous, Optional.of("ops"), note);
    }

    private static ChannelsDocument changed(Decision decision) {
        assertThat(decision).isInstanceOf(Changed.class);
        return ((Changed) decision).document();
    }
}
