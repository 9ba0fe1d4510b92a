package io.rackboot.inventory.live;

import io.quarkus.runtime.ShutdownEvent;
import io.rackboot.inventory.answer.Answers;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The clients of all live streams, and their heartbeat, by which both sides notice a dead connection.
///
/// It is a comment, but for pages, whose script cannot see one: they hear how current everything is, when they come
/// and when it changes too.
@ApplicationScoped
public class LiveClients {
    private static final Logger LOG = Logger.getLogger(LiveClients.class);
    private static final String COMMENT = ": heartbeat\n\n";
    /// How often it is looked whether the standing is another, in milliseconds.
    private static final long LOOK = 500;

    private final Vertx vertx;
    private final Standings standings;
    private final LiveLimits limits;
    private final Set<Connected> all = ConcurrentHashMap.newKeySet();
    private final Set<Connected> pages = ConcurrentHashMap.newKeySet();
    private Standing told;
    private long watch;

    /// A client and the event loop it lives on.
    record Connected(SseClient client, Context loop) {
        void send(Buffer frame) {
            loop.runOnContext(_ -> client.send(frame));
        }

        void end(String word, String detail) {
            loop.runOnContext(_ -> client.end(word, detail));
        }
    }

    LiveClients(Vertx vertx, Standings standings, LiveLimits limits) {
        this.vertx = vertx;
        this.standings = standings;
        this.limits = limits;
        told = standings.now();
    }

    void start() {
        watch = vertx.setPeriodic(LOOK, _ -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(watch);
        List.copyOf(all).forEach(client -> client.end("stopping", "the service stops"));
    }

    /// Keeps a client until its connection is gone.
    ///
    /// @param gone called then
    void add(HttpServerResponse response, Connected client, Runnable gone) {
        keep(response, client, () -> Buffer.buffer(COMMENT), gone);
    }

    /// Keeps a page until its connection is gone.
    ///
    /// @param gone called then
    void addPage(HttpServerResponse response, Connected page, Runnable gone) {
        pages.add(page);
        page.client().send(standing());
        keep(response, page, this::standing, () -> {
            pages.remove(page);
            gone.run();
        });
    }

    private void keep(HttpServerResponse response, Connected client, Supplier<Buffer> heartbeat, Runnable gone) {
        all.add(client);
        var timer = vertx.setPeriodic(limits.heartbeat().toMillis(), _ -> client.send(heartbeat.get()));
        Handler<Void> over = _ -> {
            vertx.cancelTimer(timer);
            all.remove(client);
            gone.run();
            client.client().gone();
        };
        response.closeHandler(over).endHandler(over);
    }

    private void look() {
        var now = standings.now();
        if (now.equals(told)) {
            return;
        }
        if (!now.state().equals(told.state())) {
            LOG.infof("What is shown is %s: documents %s, boots %s", now.state(), now.documents(), now.boots());
        }
        told = now;
        pages.forEach(page -> page.send(standing()));
    }

    private Buffer standing() {
        var json = standings.now().json(limits.heartbeat().toMillis() / 1000.0);
        return Frame.notice("freshness", Buffer.buffer(Answers.bytes(json)).toString());
    }
}
