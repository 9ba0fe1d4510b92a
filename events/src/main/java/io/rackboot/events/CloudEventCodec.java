package io.rackboot.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.ImageFact;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/// CloudEvents 1.0, JSON format, structured mode.
public final class CloudEventCodec {
    private static final String BOOT_TYPE = "io.rackboot.boot.";
    private static final String IMAGE_TYPE = "io.rackboot.image.";
    private static final ObjectMapper JSON = Json.mapper();

    /// What a received message turned out to be.
    public sealed interface Decoded {
        /// A fact of a kind known to this release.
        record Known(CloudEvent event) implements Decoded {}

        /// A CloudEvent of a type that a newer release says.
        record Unknown(String type) implements Decoded {}

        /// No CloudEvent, or one whose data does not have its fact's form.
        record Malformed(String reason) implements Decoded {}
    }

    private CloudEventCodec() {}

    /// {@return the event as UTF-8 JSON}
    public static byte[] encode(CloudEvent event) {
        var fact = event.fact();
        var node = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.id())
                .put("source", event.source())
                .put("type", type(fact))
                .put("subject", about(fact))
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json");
        node.set("data", JSON.valueToTree(fact));
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact that cannot be written: " + fact, e);
        }
    }

    /// Reads an event; never throws for what a peer sent.
    public static Decoded decode(byte[] json) {
        try {
            return decode(JSON.readTree(json));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return new Decoded.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Decoded decode(JsonNode node) throws JsonProcessingException {
        for (var attribute : new String[] {"specversion", "id", "source", "type", "time"}) {
            if (!node.path(attribute).isTextual()) {
                return new Decoded.Malformed("no CloudEvents attribute '" + attribute + "'");
            }
        }
        var type = node.get("type").textValue();
        var name = type.startsWith(BOOT_TYPE) || type.startsWith(IMAGE_TYPE)
                ? type.substring(type.lastIndexOf('.') + 1)
                : "";
        var known = FactType.named(name);
        if (known.isEmpty()) {
            return new Decoded.Unknown(type);
        }
        var fact = JSON.treeToValue(node.path("data"), known.get().form());
        if (fact == null) {
            return new Decoded.Malformed("no data");
        }
        return new Decoded.Known(new CloudEvent(
                node.get("id").textValue(),
                node.get("source").textValue(),
                Instant.parse(node.get("time").textValue()),
                fact));
    }

    private static String type(Fact fact) {
        var name = FactType.of(fact).name();
        return switch (fact) {
            case BootFact _ -> BOOT_TYPE + name;
            case ImageFact _ -> IMAGE_TYPE + name;
        };
    }

    private static String about(Fact fact) {
        return switch (fact) {
            case BootFact boot -> boot.machine().text();
            case ImageFact image -> image.image() + "." + image.version();
        };
    }
}
