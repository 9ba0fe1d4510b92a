package io.rackboot.image.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ScanOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;

/// The profiles that name an image, as they stand in their bucket at this moment.
///
/// @param profiles the bucket of inventory-service
/// @param images all published images
record ProfileUses(KeyValue profiles, KeyValue images) {
    private static final ObjectMapper JSON = Json.mapper();

    /// {@return the profiles that boot this version now}: those that name it, and those that name the image alone
    /// where nothing else is left for them.
    Uses of(String version, ChannelsDocument channels) {
        var published = new ArrayList<ImageDocument>();
        var scan = images.scan(entry -> {
            if (entry.key().startsWith(channels.image() + ".")) {
                read(entry, ImageDocument.class).ifPresent(published::add);
            }
        });
        if (scan instanceof ScanOutcome.Unavailable(var reason)) {
            return new Uses.Unknown(reason);
        }
        // The image itself, not what a channel stands for: that is told as the channel's use.
        return matching(
                channels.image(),
                reference -> reference.channel().isEmpty()
                        && reference
                                .among(published, Optional.of(channels))
                                .filter(image -> image.version().equals(version))
                                .isPresent());
    }

    /// {@return the profiles that name this channel}
    Uses ofChannel(String image, String channel) {
        return matching(
                image, reference -> reference.channel().filter(channel::equals).isPresent());
    }

    private Uses matching(String image, Predicate<ImageReference> which) {
        var users = new ArrayList<String>();
        var scan = profiles.scan(entry -> {
            var profile = read(entry, ProfileDocument.class);
            if (profile.isEmpty()) {
                users.add("profile " + entry.key() + ", which cannot be read");
            } else if (profile.get().image().name().equals(image)
                    && which.test(profile.get().image())) {
                users.add("profile " + entry.key());
            }
        });
        return switch (scan) {
            case ScanOutcome.Whole _ -> new Uses.Known(users.stream().sorted().toList());
            case ScanOutcome.Unavailable(var reason) -> new Uses.Unknown(reason);
        };
    }

    private static <T> Optional<T> read(Entry entry, Class<T> form) {
        try {
            return Optional.of(JSON.readValue(entry.value(), form));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
