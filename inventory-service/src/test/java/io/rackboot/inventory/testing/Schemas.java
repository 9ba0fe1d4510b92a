package io.rackboot.inventory.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;

/// Holds answers against the schemas of `/q/openapi`: types, required and unknown members, enumerations.
public final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private Schemas(JsonNode document) {
        this.document = document;
    }

    /// The schemas that the service under test gives out.
    public static Schemas ofService() {
        return new Schemas(read(RestAssured.get("/q/openapi?format=json").asString()));
    }

    /// {@return the whole document}
    public JsonNode document() {
        return document;
    }

    /// {@return the text as JSON}
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /// {@return the text as a string of JSON and JavaScript}
    public static String quote(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /// Fails where the JSON is not of that schema.
    public void check(String schema, String json) {
        check(document.at("/components/schemas/" + schema), read(json), schema);
    }

    private void check(JsonNode schema, JsonNode value, String path) {
        assertThat(schema.isObject()).as("there is a schema for %s", path).isTrue();
        if (schema.has("$ref")) {
            var name = schema.get("$ref").textValue().substring("#/components/schemas/".length());
            check(document.at("/components/schemas/" + name), value, path);
            return;
        }
        type(schema, value, path);
        if (schema.has("enum")) {
            assertThat(schema.get("enum")).as(path).contains(value);
        }
        schema.path("required")
                .forEach(name -> assertThat(value.has(name.textValue()))
                        .as("%s has %s", path, name)
                        .isTrue());
        value.properties().forEach(member -> member(schema, member.getKey(), member.getValue(), path));
        if (value.isArray()) {
            value.forEach(element -> check(schema.get("items"), element, path + "[]"));
        }
    }

    private void member(JsonNode schema, String name, JsonNode value, String path) {
        var known = schema.path("properties").path(name);
        var more = schema.path("additionalProperties");
        if (known.isObject()) {
            check(known, value, path + "." + name);
        } else if (more.isObject()) {
            check(more, value, path + "." + name);
        } else {
            assertThat(more.isBoolean() && !more.booleanValue())
                    .as("%s.%s is not in the schema", path, name)
                    .isFalse();
        }
    }

    private static void type(JsonNode schema, JsonNode value, String path) {
        var right = switch (schema.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
        assertThat(right).as("%s is %s: %s", path, schema.path("type"), value).isTrue();
    }
}
