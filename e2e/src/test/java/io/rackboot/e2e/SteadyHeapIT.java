package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a hall of machines sends in an hour, replayed out of captures of real boots as fast as it is answered, does not
/// make the service grow: on an average of the last three of ten parts its heap has at most 2 MiB more that is live
/// than on one of the third to fifth. That is 70 bytes for each boot between in 60,000 boots, an hour of 1,000 machines
/// that boot once a minute, and 700 in 6,000 (`-Drackboot.boots=6000`). About one of the two MiB comes by itself: what
/// is remembered for a minute, where all this takes less. Of an executable the resident memory may grow by 4 MiB, for
/// what it has beside the heap.
@ExtendWith(Lab.class)
class SteadyHeapIT {
    private static final int BOOTS = Integer.getInteger("rackboot.boots", 60_000);
    private static final int MACHINES = 1_000;
    private static final int PARTS = 10;
    private static final double MIB = 1 << 20;
    private static final double ROOM = 2 * MIB;
    private static final double ROOM_OF_EXECUTABLE = 4 * MIB;
    private static final String RELAY = "10.78.0.2";
    private static final Path CAPTURES =
            Path.of("../dhcp-service/src/test/resources/pcap").toAbsolutePath().normalize();
    private static final String CLASSES =
            Path.of("target/test-classes").toAbsolutePath().toString();

    private final LiveHeap heap = LiveHeap.ofPackaging();

    @BeforeEach
    void serveTheHall(Lab.Rack rack) {
        Client.on(rack, "rack0", "hall", "52:54:00:00:08:01");
        rack.sh("""
                set -e
                ip -n hall addr add %1$s/16 dev eth0
                ip -n hall route add %2$s dev eth0
                ip route add 10.78.0.0/16 dev rack0
                """.formatted(RELAY, Lab.SERVER)).success();
        rack.step("signal", "TERM", "dhcp-service").success();
        var settings = Stream.of(
                "start",
                "dhcp-service",
                "-Ddhcp.subnets.hall.network=10.78.0.0/16",
                "-Ddhcp.subnets.hall.ranges=10.78.1.0-10.78.255.254");
        rack.step(Stream.concat(settings, Stream.of(heap.options())).toArray(String[]::new))
                .success();
    }

    /// The host goes last: a bridge without a port is down, and the service would not be ready.
    @AfterEach
    void leaveTheServiceAsItWas(Lab.Rack rack) {
        rack.sh("ip route del 10.78.0.0/16 dev rack0").success();
        rack.step("signal", "TERM", "dhcp-service").success();
        rack.step("start", "dhcp-service").success();
        new Client(rack, "hall").close();
    }

    /// What was used at the end of a part.
    private record Used(long sent, long answered, long live, long resident) {
        @Override
        public String toString() {
            return "%d messages, %d answered: live %.2f MiB, resident %.1f MiB"
                    .formatted(sent, answered, live / MIB, resident / MIB);
        }
    }

    @Test
    void itDoesNotGrow(Lab.Rack rack) throws IOException {
        // When
        var parts = new ArrayList<Used>();
        for (int part = 0; part < PARTS; part++) {
            parts.add(replay(rack, part * (BOOTS / PARTS)));
            System.out.println("after part " + (part + 1) + ": " + parts.getLast());
        }
        // Then
        assertThat(parts.stream().mapToLong(Used::answered).sum())
                .isGreaterThan(parts.stream().mapToLong(Used::sent).sum() / 2);
        assertThat(growth(parts, Used::live)).as("bytes live in the heap").isLessThan(ROOM);
        if (heap instanceof LiveHeap.OfExecutable) {
            assertThat(growth(parts, Used::resident)).as("bytes resident").isLessThan(ROOM_OF_EXECUTABLE);
        }
    }

    /// From when every machine has its lease, and each cache was full, to the end.
    private static double growth(List<Used> parts, ToLongFunction<Used> bytes) {
        return average(parts.subList(7, 10), bytes) - average(parts.subList(2, 5), bytes);
    }

    private static double average(List<Used> parts, ToLongFunction<Used> bytes) {
        return parts.stream().mapToLong(bytes).average().orElseThrow();
    }

    private Used replay(Lab.Rack rack, int first) throws IOException {
        var command = Stream.of(
                        Stream.of("ip", "netns", "exec", "hall", java(), "-cp", CLASSES),
                        Stream.of(Replay.class.getName(), Lab.SERVER, RELAY),
                        IntStream.of(MACHINES, BOOTS / PARTS, first).mapToObj(String::valueOf),
                        captures().stream())
                .flatMap(words -> words)
                .toArray(String[]::new);
        var counted = rack.step(Duration.ofMinutes(10), inside(command))
                .success()
                .strip()
                .split(" ");
        return new Used(Long.parseLong(counted[0]), Long.parseLong(counted[1]), heap.least(rack), resident(rack));
    }

    private static String[] inside(String... command) {
        return Stream.concat(Stream.of("in"), Stream.of(command)).toArray(String[]::new);
    }

    private static List<String> captures() throws IOException {
        try (var files = Files.list(CAPTURES)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static long resident(Lab.Rack rack) {
        return 1024
                * Long.parseLong(rack.sh("awk '/^VmRSS/ { print $2 }' /proc/" + rack.pid("dhcp-service") + "/status")
                        .success()
                        .strip());
    }
}
