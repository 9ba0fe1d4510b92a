package io.rackboot.image;

import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.HistoryEntry;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An image with all its versions of this service.
///
/// @param channels what stands for which version
/// @param versions the newest first
/// @param retired versions that are no longer offered, removed ones among them
/// @param history what happened, the newest first
public record ImageOverview(
        String name, List<Channel> channels, List<Version> versions, List<String> retired, List<HistoryEntry> history) {

    /// A version of the image.
    ///
    /// @param channels those that stand for it
    /// @param test its last boot test, if one was made with just this content
    public record Version(
            String version,
            Standing state,
            Instant created,
            String digest,
            List<String> channels,
            Optional<BootTest> test) {}

    static ImageOverview of(ChannelsDocument channels, List<RegisteredImage> images) {
        return new ImageOverview(
                channels.image(),
                channels.channels(),
                images.stream()
                        .map(image -> version(channels, image))
                        .sorted((one, other) -> other.created().compareTo(one.created()))
                        .toList(),
                channels.retired(),
                channels.history().reversed());
    }

    private static Version version(ChannelsDocument channels, RegisteredImage image) {
        var document = image.document();
        return new Version(
                document.version(),
                image.standing(),
                document.created(),
                document.digest(),
                channels.channels().stream()
                        .filter(channel -> channel.version().equals(document.version()))
                        .map(Channel::name)
                        .toList(),
                channels.test(document.version()).filter(test -> test.digest().equals(document.digest())));
    }
}
