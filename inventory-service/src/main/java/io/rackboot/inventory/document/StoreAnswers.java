package io.rackboot.inventory.document;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.form.Reading;
import io.rackboot.nats.Freshness;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Answers that all resources of documents share.
public final class StoreAnswers {
    private StoreAnswers() {}

    /// {@return the answer of what was read well, or the problem of what was not}
    public static <T> Response of(Reading<T> reading, Function<T, Response> answer) {
        return switch (reading) {
            case Reading.Good<T>(var value) -> answer.apply(value);
            case Reading.Bad<T>(var mistakes) -> Answers.problem(Problem.mistakes(mistakes));
            case Reading.TooLarge<T>(var limit) -> Answers.problem(Problem.tooLarge(limit));
        };
    }

    /// {@return the problem of a write that was not done, or the answer of one that needs no words}
    ///
    /// @param what the document, for people
    public static Response of(StoreOutcome outcome, String what) {
        return switch (outcome) {
            case StoreOutcome.Created(var revision) -> empty(201, revision);
            case StoreOutcome.Replaced(var revision, var _) -> empty(204, revision);
            case StoreOutcome.Unchanged(var revision) -> empty(204, revision);
            case StoreOutcome.Deleted _ -> Response.noContent().build();
            case StoreOutcome.Absent _ -> Answers.problem(Problem.absent("There is no " + what + "."));
            case StoreOutcome.ConditionFailed(var current) -> Answers.problem(Problem.condition(current));
            case StoreOutcome.Overtaken _ ->
                Answers.problem(Problem.overtaken(
                        "The " + what + " was written by somebody else at the same moment; read it and decide anew."));
            case StoreOutcome.Away(var reason) -> Answers.problem(Problem.away(reason));
        };
    }

    private static Response empty(int status, long revision) {
        return Response.status(status)
                .header(HttpHeaders.ETAG, Answers.etag(revision))
                .build();
    }

    /// {@return 200 with the document as it stands, or 304 where the client has it}
    public static <T> Response read(Versioned<T> document, Freshness freshness, Optional<String> ifNoneMatch) {
        return of(Condition.read(Optional.empty(), ifNoneMatch), condition -> {
            var revision = OptionalLong.of(document.revision());
            var answer = condition.holds(revision)
                    ? Answers.read(Answers.tree(document.document()), freshness)
                    : Response.notModified().header(Answers.FRESHNESS, Answers.word(freshness));
            return answer.header(HttpHeaders.ETAG, Answers.etag(document.revision()))
                    .build();
        });
    }
}
