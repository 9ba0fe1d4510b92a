package io.rackboot.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.boot.answer.Reply;
import io.rackboot.boot.artifact.Fault;
import io.rackboot.boot.artifact.Fill;
import io.rackboot.boot.token.TokenFault;
import io.rackboot.events.FileRole;
import io.rackboot.events.TransferOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// What the service counts.
@ApplicationScoped
public class Telemetry {
    private static final String REQUESTS = "boot.requests";
    private final MeterRegistry meters;

    @Inject
    Telemetry(MeterRegistry meters) {
        this.meters = meters;
    }

    /// A whole file, or its end, was delivered or not.
    public void transferred(FileRole role, TransferOutcome outcome, long bytes) {
        request(role.text(), outcome.text());
        meters.counter("boot.bytes", "role", role.text()).increment(bytes);
    }

    /// A part that ends before the file does was delivered.
    public void partTransferred(FileRole role, long bytes) {
        request(role.text(), "part");
        meters.counter("boot.bytes", "role", role.text()).increment(bytes);
    }

    /// A request got no file.
    public void refused(int status) {
        request("none", Integer.toString(status));
    }

    /// A loader was answered.
    public void answered(Reply reply) {
        var outcome = switch (reply) {
            case Reply.Booting _ -> "boot";
            case Reply.Waiting _ -> "wait";
            case Reply.Refusing refusing -> refusing.refusal().reason().word();
        };
        meters.counter("boot.answers", "outcome", outcome).increment();
    }

    /// A request wanted a file of the cache.
    ///
    /// @param ended whether it was decided already, so that nobody had to wait
    public void cacheAsked(boolean ended) {
        meters.counter("boot.cache.requests", "result", ended ? "hit" : "miss").increment();
    }

    /// A transfer from image-service ended.
    public void cacheFilled(Fill fill) {
        switch (fill) {
            case Fill.Ready(var file) -> {
                filled("complete");
                meters.counter("boot.cache.fill.bytes").increment(file.size());
            }
            case Fill.Failed failed -> filled(word(failed.fault()));
        }
    }

    /// A machine phoned home and was believed.
    public void phonedHome(String stage) {
        meters.counter("boot.phone.home", "stage", stage).increment();
    }

    /// A token was refused.
    public void tokenRefused(TokenFault fault) {
        meters.counter("boot.tokens.refused", "reason", fault.word()).increment();
    }

    private void request(String kind, String outcome) {
        meters.counter(REQUESTS, "kind", kind, "outcome", outcome).increment();
    }

    private void filled(String outcome) {
        meters.counter("boot.cache.fills", "outcome", outcome).increment();
    }

    private static String word(Fault fault) {
        return switch (fault) {
            case UNAVAILABLE -> "unavailable";
            case MISMATCH -> "mismatch";
            case DISK -> "disk";
            case UNNAMED -> "unnamed";
        };
    }
}
