package io.rackboot.image.channel;

import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.HistoryEntry;
import io.rackboot.events.document.HistoryStep;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.channel.Decision.Changed;
import io.rackboot.image.channel.Decision.Refused;
import io.rackboot.image.channel.Decision.Same;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How the channels of an image change: pure decisions on its document.
final class ChannelMoves {
    private ChannelMoves() {}

    /// @param image the version's document, where it is published
    /// @param tested the channels that take only versions which passed a boot test
    static Decision promote(
            ChannelsDocument channels, Promotion wish, Optional<ImageDocument> image, Set<String> tested, Instant now) {
        var key = channels.image() + "." + wish.version();
        if (channels.isRetired(wish.version())) {
            return new Refused(Refusal.RETIRED, "image " + key + " is retired; promote another version");
        }
        if (image.isEmpty()) {
            return new Refused(Refusal.NOT_PUBLISHED, "image " + key + " is not published; build it: POST /builds");
        }
        var present = channels.channel(wish.channel());
        if (present.filter(channel -> channel.version().equals(wish.version())).isPresent()) {
            return new Same();
        }
        if (tested.contains(wish.channel()) && wish.untested().isEmpty()) {
            var problem = missingTest(channels, image.get());
            if (problem.isPresent()) {
                return new Refused(
                        Refusal.NOT_TESTED,
                        "channel " + wish.channel() + " takes versions that passed a boot test: " + problem.get()
                                + ". POST /images/" + channels.image() + "/" + wish.version()
                                + "/boot-test, or give the reason it needs none in `untested`");
            }
        }
        var channel = new Channel(wish.channel(), wish.version(), now, wish.by());
        var entry = new HistoryEntry(
                now,
                HistoryStep.PROMOTED,
                wish.version(),
                Optional.of(wish.channel()),
                present.map(Channel::version),
                Optional.of(wish.by()),
                wish.remark());
        var others = channels.channels().stream().filter(other -> !other.name().equals(wish.channel()));
        return new Changed(new ChannelsDocument(
                channels.image(),
                Stream.concat(others, Stream.of(channel))
                        .sorted(Comparator.comparing(Channel::name))
                        .toList(),
                channels.tests(),
                channels.retired(),
                and(channels, entry)));
    }

    private static Optional<String> missingTest(ChannelsDocument channels, ImageDocument image) {
        var test = channels.test(image.version()).filter(known -> known.digest().equals(image.digest()));
        if (test.isEmpty()) {
            return Optional.of("image " + image.key() + " has had none");
        }
        return test.filter(known -> !known.passed()).map(known -> "image " + image.key() + " failed at " + known.at());
    }

    static Decision remove(ChannelsDocument channels, String name, String by, Instant now) {
        var present = channels.channel(name);
        if (present.isEmpty()) {
            return new Refused(Refusal.NO_CHANNEL, "image " + channels.image() + " has no channel " + name);
        }
        var entry = new HistoryEntry(
                now,
                HistoryStep.CHANNEL_REMOVED,
                present.get().version(),
                Optional.of(name),
                Optional.empty(),
                Optional.of(by),
                Optional.empty());
        return new Changed(new ChannelsDocument(
                channels.image(),
                channels.channels().stream()
                        .filter(channel -> !channel.name().equals(name))
                        .toList(),
                channels.tests(),
                channels.retired(),
                and(channels, entry)));
    }

    /// A version that was retired may be published anew; a test of other content tells nothing of it.
    static Decision published(ChannelsDocument channels, ImageDocument image) {
        var known = channels.history().stream()
                .anyMatch(entry -> entry.what() == HistoryStep.PUBLISHED
                        && entry.version().equals(image.version())
                        && entry.at().equals(image.created()));
        if (known) {
            return new Same();
        }
        return new Changed(new ChannelsDocument(
                channels.image(),
                channels.channels(),
                channels.tests().stream()
                        .filter(test -> !test.version().equals(image.version())
                                || test.digest().equals(image.digest()))
                        .toList(),
                channels.retired().stream()
                        .filter(version -> !version.equals(image.version()))
                        .toList(),
                and(channels, entry(image.created(), HistoryStep.PUBLISHED, image.version(), Optional.empty()))));
    }

    static Decision retire(ChannelsDocument channels, String version, Optional<String> by, Instant now) {
        if (channels.isRetired(version)) {
            return new Same();
        }
        return new Changed(new ChannelsDocument(
                channels.image(),
                channels.channels(),
                channels.tests(),
                Stream.concat(channels.retired().stream(), Stream.of(version)).toList(),
                and(channels, entry(now, HistoryStep.RETIRED, version, by))));
    }

    /// @param note what was seen last
    static Decision tested(ChannelsDocument channels, BootTest test, String by, String note) {
        if (channels.test(test.version()).filter(test::equals).isPresent()) {
            return new Same();
        }
        var step = test.passed() ? HistoryStep.BOOT_TEST_PASSED : HistoryStep.BOOT_TEST_FAILED;
        var entry = new HistoryEntry(
                test.at(),
                step,
                test.version(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(by),
                Optional.of(note));
        var others = channels.tests().stream().filter(other -> !other.version().equals(test.version()));
        return new Changed(new ChannelsDocument(
                channels.image(),
                channels.channels(),
                Stream.concat(others, Stream.of(test)).toList(),
                channels.retired(),
                and(channels, entry)));
    }

    private static HistoryEntry entry(Instant at, HistoryStep what, String version, Optional<String> by) {
        return new HistoryEntry(at, what, version, Optional.empty(), Optional.empty(), by, Optional.empty());
    }

    private static List<HistoryEntry> and(ChannelsDocument channels, HistoryEntry entry) {
        return Stream.concat(channels.history().stream(), Stream.of(entry)).toList();
    }
}
