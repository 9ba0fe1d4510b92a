package io.rackboot.inventory.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.fact.Replay;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// `GET /events`, `GET /boots/live` and `GET /live`: server-sent events, on the event loop.
@ApplicationScoped
public class LiveRoutes {
    private static final Logger LOG = Logger.getLogger(LiveRoutes.class);
    /// How long a client that is disconnected for its slowness may take to read the reason.
    private static final long LAST_WORDS = 10_000;
    /// The facts that a boot is not projected from, and the boots: all that a page has to hear.
    private static final Set<String> NEWS = Set.of(
            "boot",
            "machine-discovered",
            "machine-changed",
            "power-changed",
            "build-started",
            "build-progress",
            "build-finished",
            "build-failed",
            "image-published",
            "image-retired");

    private final Vertx vertx;
    private final Feeds feeds;
    private final LiveClients clients;
    private final Replay replay;
    private final LiveLimits limits;
    private final MeterRegistry meters;

    LiveRoutes(Vertx vertx, Feeds feeds, LiveClients clients, Replay replay, LiveLimits limits, MeterRegistry meters) {
        this.vertx = vertx;
        this.feeds = feeds;
        this.clients = clients;
        this.replay = replay;
        this.limits = limits;
        this.meters = meters;
    }

    void routes(@Observes Router router) {
        router.route(HttpMethod.GET, "/events").handler(request -> serve(request, feeds.facts()));
        router.route(HttpMethod.GET, "/boots/live").handler(request -> serve(request, feeds.boots()));
        router.route(HttpMethod.GET, "/live").handler(this::serveNews);
        clients.start();
    }

    /// One connection for a page, which has few of them. It loads everything anew when it comes back, and when the
    /// past was read, which would be too much to hear.
    private void serveNews(RoutingContext request) {
        var client = open(request);
        var subscriber = subscriber(client, frame -> NEWS.contains(frame.name()) && replay.caughtUp());
        var all = List.of(feeds.facts(), feeds.boots());
        all.forEach(feed -> feed.subscribe(subscriber, Optional.empty()));
        clients.addPage(request.response(), client, () -> all.forEach(feed -> feed.unsubscribe(subscriber)));
    }

    private void serve(RoutingContext request, Feed feed) {
        var names = request.queryParam("machine");
        var machines =
                names.stream().flatMap(name -> MachineId.ofMac(name).stream()).collect(Collectors.toSet());
        if (names.stream().anyMatch(name -> MachineId.ofMac(name).isEmpty())) {
            refuse(request);
            return;
        }
        stream(
                request,
                feed,
                frame -> machines.isEmpty()
                        || frame.machine().filter(machines::contains).isPresent());
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
        var client = open(request);
        var subscriber = subscriber(client, wanted);
        var last = Optional.ofNullable(request.request().getHeader("Last-Event-ID"));
        client.client().sendMissed(missed(feed.subscribe(subscriber, last), wanted));
        clients.add(request.response(), client, () -> feed.unsubscribe(subscriber));
    }

    private LiveClients.Connected open(RoutingContext request) {
        var response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.write("retry: 2000\n\n");
        var client = new SseClient(response, limits.clientBuffer(), () -> tooSlow(request));
        return new LiveClients.Connected(client, vertx.getOrCreateContext());
    }

    private static Consumer<Frame> subscriber(LiveClients.Connected client, Predicate<Frame> wanted) {
        return frame -> {
            if (wanted.test(frame)) {
                client.send(frame.bytes());
            }
        };
    }

    private static List<Buffer> missed(Feed.Missed missed, Predicate<Frame> wanted) {
        return switch (missed) {
            case Feed.Missed.Frames(var frames) ->
                frames.stream().filter(wanted).map(Frame::bytes).toList();
            case Feed.Missed.TooMuch _ ->
                List.of(Frame.notice(
                        "history-gap",
                        "{\"reason\":\"the event of Last-Event-ID is no longer in the recent history\"}"));
        };
    }

    private void tooSlow(RoutingContext request) {
        var connection = request.request().connection();
        LOG.infof("Live client %s reads too slowly and is disconnected", connection.remoteAddress());
        meters.counter("rackboot.live.disconnected", "reason", "too-slow").increment();
        vertx.setTimer(LAST_WORDS, _ -> connection.close());
    }
}
