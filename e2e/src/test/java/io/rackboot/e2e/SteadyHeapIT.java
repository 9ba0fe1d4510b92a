package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a hall of machines sends in an hour, replayed out of captures of real boots as fast as it is answered, does not
/// make the service grow: on a JVM the heap that is left after a collection, of an executable, which cannot be told to
/// collect, the resident memory. `-Drackboot.boots=60000` for an hour of 1,000 machines that boot once a minute.
@ExtendWith(Lab.class)
class SteadyHeapIT {
    private static final int BOOTS = Integer.getInteger("rackboot.boots", 6_000);
    private static final int MACHINES = 1_000;
    private static final int PARTS = 10;
    private static final double MOST_GROWTH = 1.05;
    private static final long ROOM = 1 << 20;
    private static final String DHCP = "http://" + Lab.SERVER + ":8067";
    private static final String RELAY = "10.78.0.2";
    private static final Path CAPTURES =
            Path.of("../dhcp-service/src/test/resources/pcap").toAbsolutePath().normalize();
    private static final String CLASSES =
            Path.of("target/test-classes").toAbsolutePath().toString();
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)");

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
        rack.step(
                        "start",
                        "dhcp-service",
                        "-Ddhcp.subnets.hall.network=10.78.0.0/16",
                        "-Ddhcp.subnets.hall.ranges=10.78.1.0-10.78.255.254")
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
    private record Used(long sent, long answered, long heap, boolean collected, long resident) {
        long growing() {
            return collected ? heap : resident;
        }

        @Override
        public String toString() {
            return "%d messages, %d answered: heap %s %.1f MiB, resident %.1f MiB"
                    .formatted(
                            sent,
                            answered,
                            collected ? "after a collection" : "as it was",
                            heap / 1048576.0,
                            resident / 1048576.0);
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
        // Then: once every machine has its lease, and each cache was full
        var early = parts.subList(2, 5).stream().mapToLong(Used::growing).max().orElseThrow();
        var late = parts.subList(7, 10).stream().mapToLong(Used::growing).min().orElseThrow();
        assertThat(parts.stream().mapToLong(Used::answered).sum())
                .isGreaterThan(parts.stream().mapToLong(Used::sent).sum() / 2);
        assertThat((double) late).as("bytes in use").isLessThan(early * MOST_GROWTH + ROOM);
    }

    private static Used replay(Lab.Rack rack, int first) throws IOException {
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
        var collected = collect(rack);
        return new Used(Long.parseLong(counted[0]), Long.parseLong(counted[1]), heap(rack), collected, resident(rack));
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

    /// {@return whether there is a JVM that could be told to}
    private static boolean collect(Lab.Rack rack) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var executable = rack.sh("readlink /proc/" + pid(rack) + "/exe").success();
        if (!executable.strip().endsWith("/java")) {
            return false;
        }
        rack.in(jcmd, pid(rack), "GC.run").success();
        return true;
    }

    private static long heap(Lab.Rack rack) {
        return HEAP.matcher(rack.get(DHCP + "/q/metrics"))
                .results()
                .mapToLong(result -> (long) Double.parseDouble(result.group(1)))
                .sum();
    }

    private static long resident(Lab.Rack rack) {
        return 1024
                * Long.parseLong(rack.sh("awk '/^VmRSS/ { print $2 }' /proc/" + pid(rack) + "/status")
                        .success()
                        .strip());
    }

    private static String pid(Lab.Rack rack) {
        return rack.sh("cat " + rack.directory() + "/run/dhcp-service.pid")
                .success()
                .strip();
    }
}
