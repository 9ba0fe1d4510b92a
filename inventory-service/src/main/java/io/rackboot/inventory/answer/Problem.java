package io.rackboot.inventory.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// Why a request was not done: a problem document (RFC 9457).
///
/// @param status the HTTP status code
/// @param name a fixed kebab-case word for the kind of problem; `type` is `urn:rackboot:problem:<name>`
/// @param title the kind of problem in a few words
/// @param detail this one, for people: what is wrong and what would mend it
/// @param mistakes every mistake in the request
/// @param others keys of the documents that stand in the way
/// @param revision the revision that stands, where the client's idea of it is the problem
public record Problem(
        int status,
        String name,
        String title,
        String detail,
        List<Mistake> mistakes,
        List<String> others,
        OptionalLong revision) {
    public Problem {
        mistakes = List.copyOf(mistakes);
        others = List.copyOf(others);
    }

    /// A problem of which nothing more is to be said.
    public static Problem of(int status, String name, String title, String detail) {
        return new Problem(status, name, title, detail, List.of(), List.of(), OptionalLong.empty());
    }

    /// 400: mistakes in the request, all of them.
    public static Problem mistakes(List<Mistake> mistakes) {
        var first = mistakes.getFirst();
        var where = first.field().isEmpty() ? "" : first.field() + ": ";
        var more = mistakes.size() > 1 ? " (and " + (mistakes.size() - 1) + " more)" : "";
        var detail = where + first.problem() + "; allowed: " + first.allowed() + more;
        return new Problem(
                400, "invalid-request", "The request has mistakes", detail, mistakes, List.of(), OptionalLong.empty());
    }

    /// 404: there is no such thing.
    public static Problem absent(String detail) {
        return of(404, "not-found", "There is no such thing", detail);
    }

    /// 409: other documents stand in the way.
    public static Problem inTheWay(String detail, Collection<String> others) {
        return new Problem(
                409,
                "conflict",
                "Another document stands in the way",
                detail,
                List.of(),
                List.copyOf(others),
                OptionalLong.empty());
    }

    /// 409: somebody wrote the document while this request did.
    public static Problem overtaken(String detail) {
        return of(409, "overtaken", "The document was changed at the same time", detail);
    }

    /// 412: what the client asked for as a condition does not hold.
    ///
    /// @param current the revision that stands, or empty where there is no document
    public static Problem condition(OptionalLong current) {
        var stands = current.isPresent() ? "the document is at revision " + current.getAsLong() : "there is none";
        return new Problem(
                412,
                "precondition-failed",
                "The document is not at the revision of the request",
                "The condition of If-Match or If-None-Match does not hold: " + stands
                        + ". Read it again and decide anew.",
                List.of(),
                List.of(),
                current);
    }

    /// 413: the body is too large.
    public static Problem tooLarge(int limit) {
        return of(413, "too-large", "The body is too large", "A body may have at most " + limit + " bytes.");
    }

    /// 503: the message server is away, so that nothing can be written.
    public static Problem away(String reason) {
        return of(
                503,
                "nats-away",
                "Nothing can be written at the moment",
                "The NATS server cannot be reached, and without it nothing can be stored: " + reason
                        + ". Nothing was changed; try again later. Reads go on from the last known state.");
    }

    /// {@return the document}
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", "urn:rackboot:problem:" + name);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        revision.ifPresent(value -> json.put("revision", value));
        if (!mistakes.isEmpty()) {
            var list = json.putArray("mistakes");
            mistakes.forEach(mistake -> list.addObject()
                    .put("field", mistake.field())
                    .put("problem", mistake.problem())
                    .put("allowed", mistake.allowed()));
        }
        if (!others.isEmpty()) {
            var list = json.putArray("others");
            others.forEach(list::add);
        }
        return json;
    }
}
