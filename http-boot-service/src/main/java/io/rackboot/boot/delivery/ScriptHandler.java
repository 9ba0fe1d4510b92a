package io.rackboot.boot.delivery;

import io.rackboot.boot.Telemetry;
import io.rackboot.boot.answer.Answers;
import io.rackboot.boot.answer.Question;
import io.rackboot.boot.answer.Refusals;
import io.rackboot.boot.answer.Reply;
import io.rackboot.events.FileRole;
import io.rackboot.events.MachineId;
import io.rackboot.events.TransferOutcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Delivers what is rendered for one machine and one request.
final class ScriptHandler {
    private final Answers answers;
    private final Refusals refusals;
    private final Transfers transfers;
    private final Telemetry telemetry;

    ScriptHandler(Answers answers, Refusals refusals, Transfers transfers, Telemetry telemetry) {
        this.answers = answers;
        this.refusals = refusals;
        this.transfers = transfers;
        this.telemetry = telemetry;
    }

    CompletableFuture<Reply> reply(Question question) {
        return answers.answer(question);
    }

    /// Sends the reply; on the request's event loop.
    ///
    /// @param machine the machine's id for facts
    void send(HttpServerRequest request, Question question, Reply reply, MachineId machine, Asker asker, long began) {
        var text = question.dialect().render(reply.answer()).getBytes(StandardCharsets.UTF_8);
        var response = request.response()
                .putHeader("Content-Type", MediaTypes.TEXT)
                .putHeader("Content-Length", Integer.toString(text.length))
                .putHeader("Cache-Control", "no-store")
                .putHeader("Rackboot-Role", FileRole.SCRIPT.text());
        var head = request.method() == HttpMethod.HEAD;
        var ended = head ? response.end() : response.end(Buffer.buffer(text));
        var bytes = head ? 0 : text.length;
        var transfer = new Transfer(asker, machine, request.path(), FileRole.SCRIPT, Optional.empty(), began);
        telemetry.answered(reply);
        switch (reply) {
            case Reply.Booting _ ->
                ended.onComplete(result -> transfers.ended(transfer, outcome(head, result.succeeded()), bytes));
            case Reply.Waiting _ -> {}
            case Reply.Refusing refusing -> refusals.tell(machine, refusing.refusal(), asker.address());
        }
    }

    private static TransferOutcome outcome(boolean head, boolean succeeded) {
        if (head) {
            return TransferOutcome.PROBE;
        }
        return succeeded ? TransferOutcome.COMPLETE : TransferOutcome.ABORTED;
    }
}
