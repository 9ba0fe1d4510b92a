package io.rackboot.inventory.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.nats.Freshness;
import java.time.Instant;

/// How far what is shown can be trusted.
///
/// @param documents how current machines, profiles and images are
/// @param boots how current what is projected from the facts is
/// @param since since when it is so
public record Standing(Freshness documents, Freshness boots, Instant since) {

    /// {@return whether everything shown is the present}
    public boolean live() {
        return documents == Freshness.LIVE && boots == Freshness.LIVE;
    }

    /// {@return `live`; `catching-up` while it becomes so by itself; `stale` without a NATS server}
    public String state() {
        if (live()) {
            return "live";
        }
        return documents == Freshness.LIVE || boots == Freshness.LIVE ? "catching-up" : "stale";
    }

    /// {@return what it means, for people}
    public String text() {
        return switch (state()) {
            case "live" -> "Everything shown is the present.";
            case "catching-up" ->
                documents == Freshness.LIVE
                        ? "Boots of the past are still being read: a machine may be further than is shown."
                        : "The NATS server is back, and what was missed is being read.";
            default -> away() + " Changes are refused until it is back.";
        };
    }

    private String away() {
        return switch (documents) {
            case LIVE, STALE ->
                "The NATS server cannot be reached: what is shown is the last that was heard, and may be out of date.";
            case SNAPSHOT ->
                "The NATS server cannot be reached: machines are shown as an earlier run saved them, boots not at all.";
            case COLD -> "The NATS server has not been reached yet: nothing is known.";
        };
    }

    /// {@return the data of the event `freshness`}
    ObjectNode json(double heartbeat) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("state", state())
                .put("documents", Answers.word(documents))
                .put("boots", Answers.word(boots))
                .put("since", since.toString())
                .put("text", text())
                .put("heartbeat", heartbeat);
    }
}
