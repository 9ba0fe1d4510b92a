package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What `nats sub` would print: a bare subscription, spoken to nats-server in its own text protocol by netcat, so that
/// neither our connector nor its client library has a part in it.
final class Story implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A fact as it came over the wire.
    record Told(String subject, JsonNode event) {
        String fact() {
            return subject.substring(subject.lastIndexOf('.') + 1);
        }

        JsonNode data() {
            return event.get("data");
        }
    }

    private final Process netcat;
    private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);

    private Story(Process netcat) {
        this.netcat = netcat;
        Thread.ofVirtual().start(this::read);
    }

    /// Subscribes; facts from now on are told, since the server answers a PING only after the SUB before it.
    static Story of(Lab.Rack rack, String subject) {
        Tools.require("nc", "netcat-openbsd");
        var script = "{ printf 'CONNECT {\"verbose\":false}\\r\\nSUB %s 1\\r\\nPING\\r\\n'; sleep 600; } | nc "
                + Lab.SERVER + " 4222";
        var story = new Story(rack.stream("bash", "-c", script.formatted(subject)));
        story.awaitSubscription();
        return story;
    }

    private void awaitSubscription() {
        try {
            assertThat(subscribed.await(20, TimeUnit.SECONDS))
                    .as("nats-server's PONG")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while subscribing", e);
        }
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(netcat.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("PONG")) {
                    subscribed.countDown();
                } else if (line.startsWith("MSG ")) {
                    told.add(new Told(line.split(" ")[1], JSON.readTree(in.readLine())));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact that is no JSON", e);
        } catch (IOException _) {
            // the story was closed while netcat was being read
        }
    }

    /// {@return all facts up to and with the first that fits, or all there were when the time was up}
    List<Told> until(Predicate<Told> last, Duration limit) {
        var story = new ArrayList<Told>();
        var deadline = System.nanoTime() + limit.toNanos();
        try {
            for (var next = poll(deadline); next.isPresent(); next = poll(deadline)) {
                story.add(next.get());
                if (last.test(next.get())) {
                    return story;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return story;
    }

    private Optional<Told> poll(long deadline) throws InterruptedException {
        return Optional.ofNullable(told.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /// {@return everything the stream BOOT holds on that subject, by a consumer of JetStream's own API}
    static List<Told> stored(Lab.Rack rack, String subject) {
        Tools.require("nc", "netcat-openbsd");
        var script = """
                request='{"stream_name":"BOOT","config":{"deliver_subject":"stored","deliver_policy":"all","ack_policy":"none","filter_subject":"'$1'"}}'
                { printf 'CONNECT {"verbose":false}\\r\\nSUB stored 1\\r\\nSUB answer 2\\r\\n'
                  printf 'PUB $JS.API.CONSUMER.CREATE.BOOT answer %d\\r\\n%s\\r\\n' ${#request} "$request"
                  sleep 600; } | nc "$2" 4222
                """;
        try (var story = new Story(rack.stream("bash", "-c", script, "stored", subject, Lab.SERVER))) {
            var made = story.until(told -> told.subject().equals("answer"), Duration.ofSeconds(20));
            assertThat(made).isNotEmpty();
            var count = made.getLast().event().path("num_pending").asInt();
            var all = new ArrayList<>(made.subList(0, made.size() - 1));
            while (all.size() < count) {
                var next = story.until(_ -> true, Duration.ofSeconds(20));
                assertThat(next).as("%d of %d", all.size(), count).isNotEmpty();
                all.addAll(next);
            }
            return all;
        }
    }

    /// {@return whether the stream BOOT holds a message on that subject, by JetStream's own API}
    static boolean inStream(Lab.Rack rack, String subject) {
        var script = """
                request="{\\"last_by_subj\\":\\"$1\\"}"
                { printf 'CONNECT {"verbose":false}\\r\\nSUB answer 1\\r\\n'
                  printf 'PUB $JS.API.STREAM.MSG.GET.BOOT answer %d\\r\\n%s\\r\\n' ${#request} "$request"
                  sleep 1; } | nc -N "$2" 4222
                """;
        return rack.in("bash", "-c", script, "in-stream", subject, Lab.SERVER)
                .output()
                .contains("\"subject\":\"" + subject + "\"");
    }

    @Override
    public void close() {
        netcat.descendants().forEach(ProcessHandle::destroyForcibly);
        netcat.destroyForcibly();
    }
}
