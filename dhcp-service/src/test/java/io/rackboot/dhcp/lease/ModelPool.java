package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The free addresses of a subnet's ranges in three lines, every address looked at after every change.
final class ModelPool {
    private final List<Ip4Address> waiting;
    private final List<Ip4Address> unused = new ArrayList<>();
    private final List<Ip4Address> used = new ArrayList<>();
    private final List<Ip4Address> all;

    ModelPool(Subnet subnet) {
        all = subnet.ranges().stream()
                .flatMap(range -> LongStream.range(0, range.size())
                        .mapToObj(i -> range.first().plus((int) i)))
                .toList();
        waiting = new ArrayList<>(all);
    }

    int size() {
        return all.size();
    }

    /// {@return those never used that came back, those whose turn has not come, those used, longest free first}
    List<Ip4Address> free(Predicate<Ip4Address> isUsable, Predicate<Ip4Address> isUsed) {
        var inTurn = waiting.stream().filter(isUsable.and(isUsed.negate())).toList();
        return Stream.of(unused, inTurn, used).flatMap(List::stream).toList();
    }

    void settle(Predicate<Ip4Address> isUsable, Predicate<Ip4Address> isUsed) {
        var isFresh = isUsable.and(isUsed.negate());
        for (var address : all) {
            place(used, address, isUsable.and(isUsed).test(address));
            place(unused, address, isFresh.test(address) && !waiting.contains(address));
        }
        while (!waiting.isEmpty() && !isFresh.test(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    private static void place(List<Ip4Address> line, Ip4Address address, boolean belongs) {
        if (!belongs) {
            line.remove(address);
        } else if (!line.contains(address)) {
            line.add(address);
        }
    }
}
