package io.rackboot.inventory.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// A request body as a JSON object, with limits that no honest client meets.
public final class JsonBody {
    /// Bytes a body may have.
    public static final int LIMIT = 64 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(32)
                            .maxNameLength(256)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /// Reads a JSON object.
    public static Reading<ObjectNode> read(byte[] body) {
        if (body.length > LIMIT) {
            return new Reading.TooLarge<>(LIMIT);
        }
        if (body.length == 0) {
            return Reading.bad("", "the body is empty", "a JSON object");
        }
        try {
            return JSON.readTree(body) instanceof ObjectNode object
                    ? new Reading.Good<>(object)
                    : Reading.bad("", "the body is JSON but no object", "a JSON object");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            return Reading.bad("", "no JSON" + where + ": " + e.getOriginalMessage(), "one well-formed JSON object");
        } catch (IOException e) {
            return Reading.bad("", "no JSON: " + e.getMessage(), "one well-formed JSON object");
        }
    }
}
