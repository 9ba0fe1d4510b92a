package io.rackboot.dhcp.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Who lays claim to what only one can have. The latest claim counts; when it is withdrawn, the one before it does.
///
/// Changed by one thread, read by any.
final class Claims<T, C> {
    private final Map<T, List<C>> byThing = new ConcurrentHashMap<>();

    /// {@return the claim that counts}
    Optional<C> to(T thing) {
        return Optional.ofNullable(byThing.get(thing)).map(List::getLast);
    }

    /// {@return the claim, where there is but one}
    Optional<C> undisputed(T thing) {
        return Optional.ofNullable(byThing.get(thing))
                .filter(claims -> claims.size() == 1)
                .map(List::getLast);
    }

    /// Lays a claim.
    ///
    /// @return the one that counted until now
    Optional<C> lay(T thing, C claim) {
        var before = to(thing);
        byThing.merge(
                thing,
                List.of(claim),
                (older, newer) -> Stream.concat(older.stream(), newer.stream()).toList());
        return before;
    }

    /// Takes a claim back.
    void withdraw(T thing, C claim) {
        byThing.computeIfPresent(thing, (_, claims) -> {
            var left = claims.stream().filter(other -> !other.equals(claim)).toList();
            return left.isEmpty() ? null : left;
        });
    }
}
