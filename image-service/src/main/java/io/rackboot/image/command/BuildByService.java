package io.rackboot.image.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Has a service build: sends the specification and follows the build's events to its end.
///
/// @param service its URL, without a slash at the end
record BuildByService(URI service, BuildScreen screen) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 30;

    Result build(String yaml) {
        try (var http = HttpClient.newBuilder()
                .connectTimeout(ANSWER)
                // Another service may have the build and its log.
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create(service + "/builds"))
                    .timeout(ANSWER)
                    .header("Content-Type", "application/yaml")
                    .POST(HttpRequest.BodyPublishers.ofString(yaml));
            var answer = send(http, request.build(), BodyHandlers.ofString());
            var body = json(answer);
            if (answer.statusCode() != 202) {
                return refused(answer.statusCode(), body);
            }
            var id = body.path("build").asText();
            var build = URI.create(service + "/builds/" + id);
            screen.line("build " + id + " of " + service);
            return Interruption.during(() -> cancel(http, build), () -> follow(http, build));
        } catch (IOException e) {
            return new Result.Failed(service + " does not answer: " + e);
        }
    }

    private Result refused(int status, JsonNode problem) {
        var mistakes = new ArrayList<String>();
        for (var mistake : problem.path("mistakes")) {
            var field = mistake.path("field").asText();
            var allowed = mistake.path("allowed").asText();
            mistakes.add("line " + mistake.path("line").asInt() + ", column "
                    + mistake.path("column").asInt()
                    + (field.isEmpty() ? "" : ", " + field) + ": "
                    + mistake.path("problem").asText() + (allowed.isEmpty() ? "" : "; allowed: " + allowed));
        }
        return mistakes.isEmpty()
                ? new Result.Failed(service + " answers with " + status + ": "
                        + problem.path("detail").asText())
                : new Result.Refused(List.copyOf(mistakes));
    }

    /// A connection that breaks is made anew, and goes on with the line where it broke.
    private Result follow(HttpClient http, URI build) {
        var events = new BuildEvents(screen);
        var problem = "";
        for (var tries = 0; tries < TRIES; tries++) {
            try {
                var request = HttpRequest.newBuilder(URI.create(build + "/log")).header("Accept", "text/event-stream");
                events.last().ifPresent(last -> request.header("Last-Event-ID", last));
                var answer = send(http, request.build(), BodyHandlers.ofInputStream());
                try (var in = answer.body()) {
                    if (answer.statusCode() != 200) {
                        return new Result.Failed(build + "/log is answered with " + answer.statusCode());
                    }
                    var end = events.read(in);
                    if (end.isPresent()) {
                        return result(build, end.get());
                    }
                }
                problem = "the connection ended";
                Thread.sleep(PAUSE);
            } catch (IOException e) {
                problem = e.toString();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Result.Failed("interrupted");
            }
        }
        return new Result.Failed(service + " is lost (" + problem + "); the build is " + build);
    }

    private Result result(URI build, JsonNode end) {
        if (end.path("state").asText().equals("finished")) {
            var image = end.path("image").asText();
            var version = end.path("version").asText();
            return new Result.Made(image + "." + version + " "
                    + end.path("digest").asText() + " " + service + "/images/" + image + "/" + version);
        }
        var error = end.path("error");
        return new Result.Failed(
                error.path("reason").asText() + ": " + error.path("detail").asText() + " (" + build + ")");
    }

    private static void cancel(HttpClient http, URI build) {
        try {
            send(http, HttpRequest.newBuilder(build).timeout(ANSWER).DELETE().build(), BodyHandlers.discarding());
        } catch (IOException _) {
            // The process ends; that the build goes on stands in the service's list.
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException _) {
            throw new IOException("status " + answer.statusCode() + " without JSON: no image-service is there");
        }
    }

    private static <T> HttpResponse<T> send(HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
