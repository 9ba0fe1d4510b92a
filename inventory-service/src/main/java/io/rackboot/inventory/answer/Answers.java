package io.rackboot.inventory.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.Json;
import io.rackboot.nats.Freshness;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.OptionalLong;

/// Answers in the form that every resource gives.
public final class Answers {
    /// The header that says how current a read is.
    public static final String FRESHNESS = "Rackboot-Freshness";

    private static final ObjectMapper JSON = Json.mapper();

    private Answers() {}

    /// {@return a document of the contract as a tree}
    public static ObjectNode tree(Object document) {
        return JSON.valueToTree(document);
    }

    /// {@return JSON as bytes}
    public static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /// 200 with what was read.
    public static Response.ResponseBuilder read(JsonNode body, Freshness freshness) {
        return json(200, body).header(FRESHNESS, word(freshness)).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /// Any status with a JSON body.
    public static Response.ResponseBuilder json(int status, JsonNode body) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .entity(bytes(body));
    }

    /// {@return the problem as an answer}
    public static Response problem(Problem problem) {
        var answer = Response.status(problem.status())
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .entity(bytes(problem.json()));
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        if (problem.revision().isPresent()) {
            answer.header(HttpHeaders.ETAG, etag(problem.revision().getAsLong()));
        }
        return answer.build();
    }

    /// {@return the entity tag of a revision, `"12"` with its quotes}
    public static String etag(long revision) {
        return '"' + Long.toString(revision) + '"';
    }

    /// {@return the word for the header}
    public static String word(Freshness freshness) {
        return freshness.name().toLowerCase(Locale.ROOT);
    }

    /// {@return the revision in an entity tag of ours, or empty for what no revision of ours can be}
    public static OptionalLong revision(String etag) {
        if (!etag.matches("\"[0-9]{1,18}\"")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(etag.substring(1, etag.length() - 1)));
    }
}
