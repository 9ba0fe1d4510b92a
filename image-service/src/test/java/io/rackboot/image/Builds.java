package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// What tests ask of the service by HTTP.
final class Builds {
    private Builds() {}

    static String submit(String specification) {
        return given().contentType("application/yaml")
                .body(specification.getBytes(StandardCharsets.UTF_8))
                .post("/builds")
                .then()
                .statusCode(202)
                .extract()
                .path("build");
    }

    /// Waits until a build has ended and {@return it}.
    static JsonPath ended(String build) {
        return await("/builds/" + build, json -> json.getString("ended") != null);
    }

    /// Waits until an image has a state and {@return it}.
    static JsonPath image(String name, String version, String state) {
        return await("/images/" + name + "/" + version, json -> state.equals(json.getString("state")));
    }

    static JsonPath await(String path, Predicate<JsonPath> condition) {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline)) {
            var response = when().get(path);
            if (response.statusCode() == 200 && condition.test(response.jsonPath())) {
                return response.jsonPath();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("not within a minute: " + when().get(path).asString());
    }

    /// Waits until a path is not there any more.
    static void gone(String path) {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (when().get(path).statusCode() != 404) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(path + " is still there after a minute");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
