package io.rackboot.boot.delivery;

import io.rackboot.boot.delivery.FileResponse.Conditions;
import io.rackboot.events.TransferOutcome;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Sends files from the kernel's page cache to the socket (`sendfile`), and tells how that ended.
final class FileSender {
    private final Transfers transfers;

    FileSender(Transfers transfers) {
        this.transfers = transfers;
    }

    /// Answers a GET or HEAD; on the request's event loop.
    void send(HttpServerRequest request, Deliverable file, Transfer transfer) {
        var head = request.method() == HttpMethod.HEAD;
        var conditions =
                new Conditions(header(request, "Range"), header(request, "If-Range"), header(request, "If-None-Match"));
        var answer = head ? FileResponse.toHead(file, conditions) : FileResponse.toGet(file, conditions);
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.length() > 0) {
            body(request, file, answer, transfer);
            return;
        }
        var ended = response.end();
        if (head && answer.status() == 200) {
            ended.onComplete(_ -> transfers.ended(transfer, TransferOutcome.PROBE, 0));
        } else if (answer.reachesEndOf(file)) {
            ended.onSuccess(_ -> transfers.ended(transfer, TransferOutcome.COMPLETE, 0));
        }
    }

    private void body(HttpServerRequest request, Deliverable file, FileResponse answer, Transfer transfer) {
        var connection = request.connection();
        var sent = SentBytes.on(connection);
        request.response()
                .sendFile(file.path().toString(), answer.offset(), answer.length())
                .onComplete(result -> {
                    sent.stop(connection);
                    if (result.failed()) {
                        transfers.ended(transfer, TransferOutcome.ABORTED, sent.bytes());
                    } else if (answer.reachesEndOf(file)) {
                        transfers.ended(transfer, TransferOutcome.COMPLETE, answer.length());
                    } else {
                        transfers.partEnded(transfer, answer.length());
                    }
                });
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
