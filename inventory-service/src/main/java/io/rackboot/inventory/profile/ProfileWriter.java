package io.rackboot.inventory.profile;

import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.document.Condition;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Store;
import io.rackboot.inventory.document.StoreOutcome;
import io.rackboot.inventory.document.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes profiles.
public final class ProfileWriter {
    private static final Duration ECHO = Duration.ofSeconds(2);

    private final Store store;
    private final Documents<ProfileDocument> profiles;
    private final Documents<ImageDocument> images;
    private final Documents<ChannelsDocument> channels;

    /// A writer over this store, which `profiles` is a copy of.
    public ProfileWriter(
            Store store,
            Documents<ProfileDocument> profiles,
            Documents<ImageDocument> images,
            Documents<ChannelsDocument> channels) {
        this.store = store;
        this.profiles = profiles;
        this.images = images;
        this.channels = channels;
    }

    StoreOutcome put(ProfileDocument profile, Condition condition) {
        var outcome = store.put(profile.name(), Answers.bytes(Answers.tree(profile)), condition);
        awaitEcho(outcome);
        return outcome;
    }

    StoreOutcome delete(String name, Condition condition) {
        var outcome = store.delete(name, condition);
        awaitEcho(outcome);
        return outcome;
    }

    /// So that a client reads what it wrote.
    private void awaitEcho(StoreOutcome outcome) {
        switch (outcome) {
            case StoreOutcome.Created(var revision) -> profiles.await(revision, ECHO);
            case StoreOutcome.Replaced(var revision, var _) -> profiles.await(revision, ECHO);
            case StoreOutcome.Deleted(var revision, var _) -> profiles.await(revision, ECHO);
            case StoreOutcome.Unchanged _,
                    StoreOutcome.Absent _,
                    StoreOutcome.ConditionFailed _,
                    StoreOutcome.Overtaken _,
                    StoreOutcome.Away _ -> {}
        }
    }

    /// {@return what the writer should know}
    List<String> warnings(ProfileDocument profile) {
        var reference = profile.image();
        var stands = channels.get(reference.name()).map(Versioned::document);
        var image = image(reference, stands);
        if (image.isEmpty()) {
            return List.of("there is no image " + reference + " yet; machines cannot boot by this profile");
        }
        return image
                .filter(found ->
                        stands.filter(all -> all.isRetired(found.version())).isPresent())
                .map(found -> "image " + found.key() + " is retired; it stays until nothing uses it")
                .stream()
                .toList();
    }

    private Optional<ImageDocument> image(ImageReference reference, Optional<ChannelsDocument> stands) {
        return reference.among(images.all().stream().map(Versioned::document).toList(), stands);
    }
}
