package io.rackboot.inventory.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.inventory.answer.Answers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// A page of a browser, by the Chrome DevTools protocol: JSON calls and events over one websocket.
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI page) {
        socket = http.newWebSocketBuilder().buildAsync(page, this).join();
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Page.enable", Map.of());
    }

    /// {@return the result of a call}
    JsonNode call(String method, Map<String, Object> parameters) {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("id", id).put("method", method);
        call.set("params", Answers.tree(parameters));
        socket.sendText(call.toString(), true).join();
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method, e);
        }
    }

    /// {@return exceptions of scripts and what the page's security policy refused}
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            take(Schemas.read(part.toString()));
            part.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            var answer = waiting.remove(message.get("id").longValue());
            if (message.has("error")) {
                answer.completeExceptionally(new AssertionError(message.get("error")));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        var parameters = message.path("params");
        switch (message.path("method").textValue()) {
            case "Runtime.exceptionThrown" ->
                faults.add(parameters.get("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (parameters.at("/entry/source").asText().equals("security")) {
                    faults.add(parameters.get("entry").toString());
                }
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
