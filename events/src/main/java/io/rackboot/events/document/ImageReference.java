package io.rackboot.events.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// An image by name (`name`: the newest that is offered), by name and version (`name.version`), or by name and channel
/// (`name@channel`).
///
/// @param name the image's name, which holds no dot
/// @param version a version; not with a channel
/// @param channel a channel; not with a version
public record ImageReference(String name, Optional<String> version, Optional<String> channel) {
    public ImageReference {
        Names.require("image", name);
        version.ifPresent(Names::requireVersion);
        channel.ifPresent(text -> Names.require("channel", text));
        if (version.isPresent() && channel.isPresent()) {
            throw new IllegalArgumentException("a version and a channel: " + version.get() + ", " + channel.get());
        }
    }

    /// Reads `name`, `name.version` or `name@channel`.
    /// @throws IllegalArgumentException for what is none of these
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ImageReference of(String text) {
        var at = text.indexOf('@');
        if (at >= 0) {
            return new ImageReference(text.substring(0, at), Optional.empty(), Optional.of(text.substring(at + 1)));
        }
        var dot = text.indexOf('.');
        return dot < 0
                ? new ImageReference(text, Optional.empty(), Optional.empty())
                : new ImageReference(text.substring(0, dot), Optional.of(text.substring(dot + 1)), Optional.empty());
    }

    /// {@return the image that is meant}: of a channel the version it stands for; of a bare name the one published
    /// last, and one that is retired only where nothing else is left.
    ///
    /// @param images among which it is looked for
    /// @param channels of this name
    public Optional<ImageDocument> among(Collection<ImageDocument> images, Optional<ChannelsDocument> channels) {
        var named = images.stream().filter(image -> image.name().equals(name));
        var wanted = channel.isPresent()
                ? channels.flatMap(document -> document.channel(channel.get())).map(Channel::version)
                : version;
        if (wanted.isPresent() || channel.isPresent()) {
            return named.filter(image -> wanted.filter(image.version()::equals).isPresent())
                    .findFirst();
        }
        return named.max(Comparator.comparing((ImageDocument image) -> !retired(image, channels))
                .thenComparing(ImageDocument::created)
                .thenComparing(ImageDocument::version));
    }

    private static boolean retired(ImageDocument image, Optional<ChannelsDocument> channels) {
        return channels.filter(document -> document.isRetired(image.version())).isPresent();
    }

    /// {@return `name`, `name.version` or `name@channel`}
    @Override
    @JsonValue
    public String toString() {
        return name
                + version.map(v -> "." + v).orElse("")
                + channel.map(c -> "@" + c).orElse("");
    }
}
