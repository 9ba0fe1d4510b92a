package io.rackboot.inventory.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.answer.Problem;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// `GET /events` and `GET /boots/live`: server-sent events, on the event loop.
@ApplicationScoped
public class LiveRoutes {
    private static final Logger LOG = Logger.getLogger(LiveRoutes.class);
    private static final String HEARTBEAT = ": heartbeat\n\n";
    /// How long a client that is disconnected for its slowness may take to read the reason.
    private static final long LAST_WORDS = 10_000;

    private final Vertx vertx;
    private final Feeds feeds;
    private final LiveLimits limits;
    private final MeterRegistry meters;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();

    LiveRoutes(Vertx vertx, Feeds feeds, LiveLimits limits, MeterRegistry meters) {
        this.vertx = vertx;
        this.feeds = feeds;
        this.limits = limits;
        this.meters = meters;
    }

    void routes(@Observes Router router) {
        router.route(HttpMethod.GET, "/events").handler(request -> serve(request, feeds.facts()));
        router.route(HttpMethod.GET, "/boots/live").handler(request -> serve(request, feeds.boots()));
    }

    void stop(@Observes ShutdownEvent event) {
        List.copyOf(open).forEach(Runnable::run);
    }

    private void serve(RoutingContext request, Feed feed) {
        var names = request.queryParam("machine");
        var machines =
                names.stream().flatMap(name -> MachineId.ofMac(name).stream()).collect(Collectors.toSet());
        if (names.stream().anyMatch(name -> MachineId.ofMac(name).isEmpty())) {
            refuse(request);
            return;
        }
        stream(request, feed, frame -> machines.isEmpty() || machines.contains(frame.machine()));
    }

    private static void refuse(RoutingContext request) {
        var problem = Problem.mistakes(List.of(new Mistake(
                "machine", "is no MAC address", "a MAC address such as 52:54:00:12:34:56 or 525400123456")));
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(Buffer.buffer(Answers.bytes(problem.json())));
    }

    private void stream(RoutingContext request, Feed feed, Predicate<Frame> wanted) {
        var loop = vertx.getOrCreateContext();
        var response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        var client = new SseClient(response, limits.clientBuffer(), () -> tooSlow(request));
        Consumer<Frame> subscriber = frame -> {
            if (wanted.test(frame)) {
                loop.runOnContext(_ -> client.send(frame.bytes()));
            }
        };
        response.write("retry: 2000\n\n");
        var last = Optional.ofNullable(request.request().getHeader("Last-Event-ID"));
        client.sendMissed(
                switch (feed.subscribe(subscriber, last)) {
                    case Feed.Missed.Frames(var frames) ->
                        frames.stream().filter(wanted).map(Frame::bytes).toList();
                    case Feed.Missed.TooMuch _ ->
                        List.of(Frame.notice(
                                "history-gap",
                                "{\"reason\":\"the event of Last-Event-ID is no longer in the recent history\"}"));
                });
        close(request, feed, subscriber, client, loop);
    }

    private void close(RoutingContext request, Feed feed, Consumer<Frame> subscriber, SseClient client, Context loop) {
        Runnable stop = () -> loop.runOnContext(_ -> client.end("stopping", "the service stops"));
        open.add(stop);
        var heartbeat = vertx.setPeriodic(limits.heartbeat().toMillis(), _ -> client.send(Buffer.buffer(HEARTBEAT)));
        Handler<Void> over = _ -> {
            vertx.cancelTimer(heartbeat);
            feed.unsubscribe(subscriber);
            open.remove(stop);
            client.gone();
        };
        request.response().closeHandler(over).endHandler(over);
    }

    private void tooSlow(RoutingContext request) {
        var connection = request.request().connection();
        LOG.infof("Live client %s reads too slowly and is disconnected", connection.remoteAddress());
        meters.counter("rackboot.live.disconnected", "reason", "too-slow").increment();
        vertx.setTimer(LAST_WORDS, _ -> connection.close());
    }
}
