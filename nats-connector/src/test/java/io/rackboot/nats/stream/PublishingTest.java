package io.rackboot.nats.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PublishingTest {

    @Test
    void anAnswerTellsTheSequenceOrWhyThereIsNone() throws Exception {
        try (var server = NatsServer.start();
                var link = Links.to(server)) {
            var connection = link.await();
            link.management(connection)
                    .addStream(StreamConfiguration.builder()
                            .name("FACTS")
                            .subjects("facts.>")
                            .maximumMessageSize(100)
                            .build());

            assertThat(publish(connection, "facts.a", "one", 1).join()).isEqualTo(1);
            assertThat(publish(connection, "facts.b", "two", 1).join()).isEqualTo(2);
            assertThat(publish(connection, "facts.a", "one", 1).join())
                    .as("of the first one with this id")
                    .isEqualTo(1);
            assertThatThrownBy(
                            () -> publish(connection, "facts.a", "three", 200).join())
                    .hasCauseInstanceOf(JetStreamApiException.class)
                    .hasMessageContaining("message size exceeds maximum allowed");
            assertThatThrownBy(() -> publish(connection, "nobodys", "four", 1).join())
                    .hasMessageContaining("No Responders");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":\"FACTS\",\"seq\":42}",
                "{\"stream\":\"FACTS\", \"seq\":42}",
                "{\"stream\":\"FACTS\", \"domain\":\"r12\", \"seq\":42,\"duplicate\": true}"
            })
    void whereAMessageIsStoredIsReadAsText(String answer) {
        assertThat(Publishing.stored(answer)).hasValue(42);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"stream\":\"FACTS\"}",
                "{\"stream\":\"FACTS\",\"seq\":",
                "{\"stream\":\"FACTS\",\"seq\":\"42\"}",
                "{\"stream\":\"FACTS\",\"seq\":99999999999999999999}",
                "{\"error\":{\"code\":400},\"stream\":\"FACTS\",\"seq\":0}",
                "{\"stream\":\"FACTS\",\"seq\":0,\"error\":{\"code\":400}}"
            })
    void anyOtherAnswerIsLeftToACloserLook(String answer) {
        assertThat(Publishing.stored(answer)).isEmpty();
    }

    private static CompletableFuture<Long> publish(Connection connection, String subject, String id, int size) {
        return Publishing.publish(connection, subject, new Headers().put("Nats-Msg-Id", id), new byte[size]);
    }
}
