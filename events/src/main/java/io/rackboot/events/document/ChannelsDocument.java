package io.rackboot.events.document;

import java.util.List;
import java.util.Optional;

/// What is offered of an image's versions, and what happened to them. One document per image name, so that a channel
/// is never moved to a version that is being retired: whoever writes compares its revision.
///
/// @param image the image's name, the key
/// @param channels its channels, by name
/// @param tests the last boot test of each version
/// @param retired versions that are no longer offered
/// @param history what happened, the oldest first; the newest entries only
public record ChannelsDocument(
        String image, List<Channel> channels, List<BootTest> tests, List<String> retired, List<HistoryEntry> history) {
    /// How many entries the history has at most.
    public static final int HISTORY = 200;

    public ChannelsDocument {
        Names.require("image", image);
        channels = List.copyOf(channels);
        tests = List.copyOf(tests);
        retired = List.copyOf(retired);
        history = List.copyOf(history.subList(Math.max(0, history.size() - HISTORY), history.size()));
    }

    /// {@return an image of which nothing has been said yet}
    public static ChannelsDocument empty(String image) {
        return new ChannelsDocument(image, List.of(), List.of(), List.of(), List.of());
    }

    /// {@return the channel of that name}
    public Optional<Channel> channel(String name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    /// {@return the last boot test of a version}
    public Optional<BootTest> test(String version) {
        return tests.stream().filter(test -> test.version().equals(version)).findFirst();
    }

    /// {@return whether a version is no longer offered}
    public boolean isRetired(String version) {
        return retired.contains(version);
    }
}
