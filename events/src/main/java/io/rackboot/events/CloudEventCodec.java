package io.rackboot.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
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
    private static final ObjectMapper JSON = Json.mapper();
    private static final String VERSION = "1.0";

    /// What every event has is put into JSON's form once.
    private static final SerializableString SPECVERSION = new SerializedString("specversion");

    private static final SerializableString THIS_VERSION = new SerializedString(VERSION);
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString SUBJECT = new SerializedString("subject");
    private static final SerializableString TIME = new SerializedString("time");
    private static final SerializableString CONTENT_TYPE = new SerializedString("datacontenttype");
    private static final SerializableString JSON_TYPE = new SerializedString("application/json");
    private static final SerializableString DATA = new SerializedString("data");

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
        var recycler = JSON.getFactory()._getBufferRecycler();
        try (var bytes = new ByteArrayBuilder(recycler)) {
            try (var json = JSON.createGenerator(bytes)) {
                write(event, json);
            }
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new IllegalStateException("a fact that cannot be written: " + event.fact(), e);
        } finally {
            recycler.releaseToPool();
        }
    }

    private static void write(CloudEvent event, JsonGenerator json) throws IOException {
        var fact = event.fact();
        json.writeStartObject();
        json.writeFieldName(SPECVERSION);
        json.writeString(THIS_VERSION);
        write(ID, event.id(), json);
        write(SOURCE, event.source(), json);
        write(TYPE, FactType.of(fact).cloudEventsType(), json);
        write(SUBJECT, about(fact), json);
        write(TIME, event.time().toString(), json);
        json.writeFieldName(CONTENT_TYPE);
        json.writeString(JSON_TYPE);
        json.writeFieldName(DATA);
        JSON.writeValue(json, fact);
        json.writeEndObject();
    }

    private static void write(SerializableString attribute, String value, JsonGenerator json) throws IOException {
        json.writeFieldName(attribute);
        json.writeString(value);
    }

    /// Reads an event; never throws for what a peer sent. A reason names the place, such as `data.relay.giaddr`.
    public static Decoded decode(byte[] json) {
        try {
            return decode(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return new Decoded.Malformed("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Decoded.Malformed("not JSON: " + e.getMessage());
        }
    }

    private static Decoded decode(JsonNode node) {
        for (var attribute : new String[] {"specversion", "id", "source", "type", "time"}) {
            if (node.path(attribute).asText("").isEmpty()
                    || !node.path(attribute).isTextual()) {
                return new Decoded.Malformed("no CloudEvents attribute '" + attribute + "'");
            }
        }
        if (!node.get("specversion").textValue().equals(VERSION)) {
            return new Decoded.Malformed("specversion is not " + VERSION + ": " + node.get("specversion"));
        }
        var type = node.get("type").textValue();
        return FactType.typed(type).map(known -> known(known, node)).orElseGet(() -> new Decoded.Unknown(type));
    }

    private static Decoded known(FactType<?> type, JsonNode node) {
        if (!node.path("data").isObject()) {
            return new Decoded.Malformed("data is no JSON object");
        }
        try {
            var time = Instant.parse(node.get("time").textValue());
            var fact = JSON.treeToValue(node.get("data"), type.form());
            return new Decoded.Known(new CloudEvent(
                    node.get("id").textValue(), node.get("source").textValue(), time, fact));
        } catch (DateTimeException _) {
            return new Decoded.Malformed("time is no RFC 3339 time: " + node.get("time"));
        } catch (JsonProcessingException e) {
            return new Decoded.Malformed("data: " + Json.explain(e));
        }
    }

    private static String about(Fact fact) {
        return switch (fact) {
            case BootFact boot -> boot.machine().text();
            case ImageFact image -> image.image() + "." + image.version();
        };
    }
}
