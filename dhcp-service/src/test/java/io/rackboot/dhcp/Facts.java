package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.FactType;
import io.rackboot.events.fact.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The facts of one machine as they stand in the stream.
final class Facts {
    private final Connection connection;
    private final String machine;

    Facts(Connection connection, String machine) {
        this.connection = connection;
        this.machine = machine;
    }

    /// Waits until there are as many facts. {@return all of them}
    List<Fact> await(int count) {
        Await.until(count + " facts of " + machine, () -> all().size() >= count);
        return all();
    }

    /// Waits until there are as many facts. {@return their names}
    List<String> awaitNames(int count) {
        return await(count).stream().map(fact -> FactType.of(fact).name()).toList();
    }

    private List<Fact> all() {
        try {
            return read();
        } catch (IOException | JetStreamApiException e) {
            return List.of(); // the stream is not there yet, or the server comes back
        }
    }

    private List<Fact> read() throws IOException, JetStreamApiException {
        JetStreamSubscription subscription = connection
                .jetStream()
                .subscribe(
                        "boot.r12." + machine + ".>",
                        PullSubscribeOptions.builder().stream("BOOT")
                                .configuration(ConsumerConfiguration.builder()
                                        .deliverPolicy(DeliverPolicy.All)
                                        .build())
                                .build());
        var facts = new ArrayList<Fact>();
        for (var message : subscription.fetch(100, Duration.ofMillis(200))) {
            var event = event(message.getData());
            assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).isEqualTo(event.id());
            facts.add(event.fact());
        }
        subscription.unsubscribe();
        return facts;
    }

    private static CloudEvent event(byte[] json) {
        return switch (CloudEventCodec.decode(json)) {
            case CloudEventCodec.Decoded.Known(CloudEvent event) -> event;
            case CloudEventCodec.Decoded other -> throw new AssertionError(other.toString());
        };
    }
}
