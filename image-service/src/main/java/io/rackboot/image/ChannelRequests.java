package io.rackboot.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.Json;
import io.rackboot.image.channel.Promotion;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what clients want of channels.
final class ChannelRequests {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(?<!\\.)");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private static final Map<String, Pattern> FIELDS =
            Map.of("version", VERSION, "by", TEXT, "note", TEXT, "untested", TEXT);
    private static final Map<Pattern, String> ALLOWED =
            Map.of(VERSION, "1 to 64 of A-Z a-z 0-9 . _ -", TEXT, "a text of 1 to 200 characters in one line");

    private ChannelRequests() {}

    /// What was read, or what is wrong with it.
    sealed interface Read<T> {
        default <U> Read<U> map(Function<T, U> further) {
            return switch (this) {
                case Good<T>(var value) -> new Good<>(further.apply(value));
                case Bad<T>(var mistake) -> new Bad<>(mistake);
            };
        }

        record Good<T>(T value) implements Read<T> {}

        record Bad<T>(String mistake) implements Read<T> {}
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// {@return who asks}: what they say, else where from. Nobody checks it; a proxy that knows its users can say it.
    static String who(Optional<String> by, HttpServerRequest request) {
        return by.filter(text -> TEXT.matcher(text).matches())
                .orElseGet(() -> request.remoteAddress().hostAddress());
    }

    static Response away(String reason) {
        return Problem.answer(
                Status.SERVICE_UNAVAILABLE,
                "NATS cannot be asked, where channels and history are: " + reason
                        + "; try again, and look first whether it was done");
    }

    static Read<OptionalLong> revision(Optional<String> ifMatch) {
        if (ifMatch.isEmpty()) {
            return new Read.Good<>(OptionalLong.empty());
        }
        var match = ETAG.matcher(ifMatch.get());
        return match.matches()
                ? new Read.Good<>(OptionalLong.of(Long.parseLong(match.group(1))))
                : new Read.Bad<>("If-Match: not an ETag of the channels, such as \"17\": " + ifMatch.get());
    }

    static Read<Promotion> promotion(String channel, byte[] body, Optional<String> ifMatch, HttpServerRequest request) {
        return switch (revision(ifMatch)) {
            case Read.Bad<OptionalLong>(var mistake) -> new Read.Bad<>(mistake);
            case Read.Good<OptionalLong>(var revision) ->
                fields(body, "version", "what the channel shall stand for")
                        .map(fields -> promotion(channel, fields, revision, request));
        };
    }

    private static Promotion promotion(
            String channel, Map<String, String> fields, OptionalLong revision, HttpServerRequest request) {
        return new Promotion(
                channel,
                fields.get("version"),
                who(Optional.ofNullable(fields.get("by")), request),
                Optional.ofNullable(fields.get("note")),
                Optional.ofNullable(fields.get("untested")),
                revision);
    }

    private static Read<Map<String, String>> fields(byte[] body, String required, String meaning) {
        var read = fields(body);
        return read instanceof Read.Good<Map<String, String>>(var fields) && !fields.containsKey(required)
                ? new Read.Bad<>(required + " is missing: " + meaning)
                : read;
    }

    private static Read<Map<String, String>> fields(byte[] body) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return new Read.Bad<>("not JSON: line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            return new Read.Bad<>("not JSON: " + e.getMessage());
        }
        if (!(tree instanceof ObjectNode object)) {
            return new Read.Bad<>("not a JSON object such as {\"version\": \"1.4\"}");
        }
        var fields = new TreeMap<String, String>();
        for (var member : object.properties()) {
            var form = Optional.ofNullable(FIELDS.get(member.getKey()));
            if (form.isEmpty()) {
                return new Read.Bad<>(member.getKey() + ": unknown field; allowed: version, by, note, untested");
            }
            if (!member.getValue().isTextual()
                    || !form.get().matcher(member.getValue().textValue()).matches()) {
                return new Read.Bad<>(member.getKey() + ": not " + ALLOWED.get(form.get()));
            }
            fields.put(member.getKey(), member.getValue().textValue());
        }
        return new Read.Good<>(fields);
    }
}
