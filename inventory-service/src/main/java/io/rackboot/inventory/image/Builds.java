package io.rackboot.inventory.image;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageBootTested;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePromoted;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.events.fact.ImageRetired;
import io.rackboot.inventory.fact.HeardImageFact;
import io.rackboot.inventory.fact.ImageFactListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The builds of the last day, projected from the facts of images.
@ApplicationScoped
public class Builds implements ImageFactListener {
    /// How many are kept.
    static final int KEPT = 100;

    private final Map<String, Build> byId = new ConcurrentHashMap<>();

    @Override
    public void heard(HeardImageFact heard) {
        id(heard.fact())
                .flatMap(id -> Build.after(
                        Optional.ofNullable(byId.get(id)),
                        heard.fact(),
                        heard.event().time()))
                .ifPresent(build -> byId.put(build.id(), build));
        if (byId.size() > KEPT) {
            byId.values().stream().min(Comparator.comparing(Build::last)).ifPresent(build -> byId.remove(build.id()));
        }
    }

    private static Optional<String> id(ImageFact fact) {
        return switch (fact) {
            case BuildStarted f -> Optional.of(f.build());
            case BuildProgress f -> Optional.of(f.build());
            case BuildFinished f -> Optional.of(f.build());
            case BuildFailed f -> Optional.of(f.build());
            case ImagePublished _, ImageRetired _, ImagePromoted _, ImageBootTested _ -> Optional.empty();
        };
    }

    /// {@return them, the newest first}
    List<Build> newestFirst() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Build::start).reversed().thenComparing(Build::id))
                .toList();
    }
}
