package io.rackboot.inventory.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/// A boot as JSON: instants in ISO 8601, durations in seconds with three decimals.
public final class BootJson {
    private BootJson() {}

    /// {@return the whole boot}
    public static ObjectNode of(Boot boot) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", boot.id());
        json.put("machine", boot.machine().text());
        json.put("rack", boot.rack().label());
        json.put("firmware", boot.firmware().text());
        json.put("start", boot.start().toString());
        json.put("last", boot.last().toString());
        state(json, boot.state());
        boot.end().ifPresent(end -> json.put("end", end.toString()));
        boot.total().ifPresent(total -> json.put("duration", seconds(total)));
        boot.address().ifPresent(address -> json.put("address", address.text()));
        boot.image().ifPresent(image -> json.put("image", image));
        var stages = json.putArray("stages");
        boot.stages()
                .forEach((stage, reached) ->
                        stages.addObject().put("stage", stage.text()).put("since", since(boot, reached)));
        var steps = json.putArray("steps");
        boot.steps().forEach(step -> steps.add(step(boot, step)));
        return json;
    }

    private static void state(ObjectNode json, BootState state) {
        json.put("stage", state.stage().text());
        json.put("outcome", outcome(state));
        switch (state) {
            case BootState.Running _ -> {}
            case BootState.Stalled s ->
                json.put("reason", "nothing new at stage " + s.stage().text() + " for " + text(s.deadline()));
            case BootState.Complete s -> json.put("uptime", seconds(s.uptime()));
            case BootState.Failed s -> json.put("reason", s.reason());
        }
    }

    private static ObjectNode step(Boot boot, Step step) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("step", name(step.what()));
        json.put("time", step.time().toString());
        json.put("since", since(boot, step.time()));
        if (step.count() > 1) {
            json.put("count", step.count()).put("last", step.last().toString());
        }
        detail(json, step.what());
        return json;
    }

    private static String name(Happening what) {
        return switch (what) {
            case Happening.Requested _ -> "requested";
            case Happening.Leased _ -> "leased";
            case Happening.Fetched _ -> "fetched";
            case Happening.Refused _ -> "refused";
            case Happening.Started _ -> "kernel-started";
            case Happening.Completed _ -> "complete";
            case Happening.GaveUp _ -> "failed";
            case Happening.Overdue _ -> "stalled";
            case Happening.CutShort _ -> "cut-short";
        };
    }

    private static void detail(ObjectNode json, Happening what) {
        switch (what) {
            case Happening.Requested f ->
                json.put("client", f.client().text())
                        .put("firmware", f.firmware().text())
                        .put("architecture", f.architecture())
                        .put("vendorClass", f.vendorClass());
            case Happening.Leased f -> {
                json.put("address", f.address().text());
                f.bootFile().ifPresent(file -> json.put("bootFile", file));
            }
            case Happening.Fetched f ->
                json.put("path", f.path())
                        .put("role", f.role().text())
                        .put("protocol", f.protocol().text())
                        .put("bytes", f.bytes())
                        .put("duration", seconds(f.duration()))
                        .put("outcome", f.outcome().text());
            case Happening.Refused f ->
                json.put("service", f.service().text())
                        .put("reason", f.reason())
                        .put("detail", f.detail());
            case Happening.Started f -> json.put("image", f.image()).put("uptime", seconds(f.uptime()));
            case Happening.Completed f -> json.put("image", f.image()).put("uptime", seconds(f.uptime()));
            case Happening.GaveUp f ->
                json.put("image", f.image())
                        .put("stage", f.stage().text())
                        .put("reason", f.reason())
                        .put("log", f.log());
            case Happening.Overdue f ->
                json.put("stage", f.stage().text())
                        .put("deadline", seconds(f.deadline()))
                        .put("reason", "nothing new for " + text(f.deadline()));
            case Happening.CutShort f -> json.put("reason", f.reason());
        }
    }

    private static BigDecimal since(Boot boot, Instant time) {
        return seconds(Duration.between(boot.start(), time));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).setScale(3, RoundingMode.HALF_UP);
    }

    private static String text(Duration duration) {
        var minutes = duration.toMinutes();
        return minutes > 0 && duration.toSecondsPart() == 0 ? minutes + " min" : duration.toSeconds() + " s";
    }

    /// {@return the word of an outcome, as in JSON and in metrics}
    public static String outcome(BootState state) {
        return switch (state) {
            case BootState.Running _ -> "running";
            case BootState.Stalled _ -> "stalled";
            case BootState.Complete _ -> "complete";
            case BootState.Failed _ -> "failed";
        };
    }
}
