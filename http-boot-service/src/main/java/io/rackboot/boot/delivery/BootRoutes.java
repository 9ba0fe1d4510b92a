package io.rackboot.boot.delivery;

import io.rackboot.boot.Telemetry;
import io.rackboot.boot.answer.Question;
import io.rackboot.boot.delivery.ImageFileHandler.Found;
import io.rackboot.events.MachineId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// GET and HEAD under `/boot`, `/artifacts` and `/tftp`: the way of a request from its path to its response. Runs on
/// event loops, because most of what it does is handing files to the kernel; whatever blocks runs elsewhere and comes
/// back.
public final class BootRoutes {
    private static final Logger LOG = Logger.getLogger(BootRoutes.class);

    private final ServerUrls servers;
    private final Machines machines;
    private final ScriptHandler scripts;
    private final ImageFileHandler images;
    private final LoaderFiles loaders;
    private final FileSender files;
    private final Telemetry telemetry;

    BootRoutes(
            ServerUrls servers,
            Machines machines,
            ScriptHandler scripts,
            ImageFileHandler images,
            LoaderFiles loaders,
            FileSender files,
            Telemetry telemetry) {
        this.servers = servers;
        this.machines = machines;
        this.scripts = scripts;
        this.images = images;
        this.loaders = loaders;
        this.files = files;
        this.telemetry = telemetry;
    }

    /// Takes the paths.
    public void on(Router router) {
        for (var path : new String[] {"/boot/*", "/artifacts/*", "/tftp/*"}) {
            router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        var request = context.request();
        var began = System.nanoTime();
        var segments = RequestPath.parse(request.path());
        if (segments.isEmpty()) {
            refuse(request, 400, "not a path of this service: " + printable(request.path()));
            return;
        }
        var asker = Asker.of(request);
        switch (Targets.of(segments.get()).orElse(null)) {
            case null -> refuse(request, 404, "nothing of that name");
            case Target.Script script -> script(request, script, asker, began);
            case Target.ImageFile(var sha256, var addressee) ->
                imageFile(request, sha256, segments.get().getLast(), addressee, asker, began);
            case Target.LoaderFile(var path, var addressee) -> loader(request, path, addressee, asker, began);
        }
    }

    private void script(HttpServerRequest request, Target.Script target, Asker asker, long began) {
        var server = servers.of(request.scheme(), Optional.ofNullable(request.getHeader("Host")), asker);
        if (server.isEmpty()) {
            refuse(
                    request,
                    400,
                    "the Host header names no host: " + printable(String.valueOf(request.getHeader("Host"))));
            return;
        }
        var mac = machines.bootingMac(target.addressee(), asker);
        if (mac.isEmpty()) {
            // Outside of a machine's directory a loader looks in several places; a file may stand in one of them.
            target.path()
                    .ifPresentOrElse(
                            path -> loader(request, path, target.addressee(), asker, began),
                            () -> refuse(request, 404, "no machine is known for this request"));
            return;
        }
        var question = new Question(mac.get(), server.get(), target.dialect());
        var machine = machines.identity(target.addressee(), asker);
        afterwards(
                request,
                scripts.reply(question),
                reply -> scripts.send(request, question, reply, machine, asker, began));
    }

    private void imageFile(
            HttpServerRequest request, String sha256, String name, Addressee addressee, Asker asker, long began) {
        var machine = machines.identity(addressee, asker);
        afterwards(request, images.find(sha256, name), found -> {
            switch (found) {
                case Found.File(var file) -> files.send(request, file, transfer(request, file, machine, asker, began));
                case Found.Without(var status, var reason) -> {
                    // iPXE waits as long as this says and asks again by itself.
                    request.response().putHeader("Retry-After", "5");
                    refuse(request, status, reason);
                }
            }
        });
    }

    private void loader(HttpServerRequest request, String path, Addressee addressee, Asker asker, long began) {
        var machine = machines.identity(addressee, asker);
        var context = here();
        Thread.startVirtualThread(() -> {
            var found = loaders.find(path);
            context.runOnContext(_ -> found.ifPresentOrElse(
                    file -> files.send(request, file, transfer(request, file, machine, asker, began)),
                    () -> refuse(request, 404, "no loader of that name")));
        });
    }

    private static Transfer transfer(
            HttpServerRequest request, Deliverable file, MachineId machine, Asker asker, long began) {
        return new Transfer(asker, machine, request.path(), file.role(), Optional.of(file.sha256()), began);
    }

    /// Continues on the request's event loop once something is known.
    private <T> void afterwards(HttpServerRequest request, CompletionStage<T> stage, Consumer<T> then) {
        var context = here();
        stage.whenComplete((value, error) -> context.runOnContext(_ -> {
            if (error == null) {
                then.accept(value);
            } else {
                LOG.errorf(error, "%s failed", request.path());
                refuse(request, 500, "an error inside of the service; its log says more");
            }
        }));
    }

    private static Context here() {
        return Vertx.currentContext();
    }

    private void refuse(HttpServerRequest request, int status, String reason) {
        telemetry.refused(status);
        LOG.debugf("%s %s: %d %s", request.method(), printable(request.path()), status, reason);
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var body = Buffer.buffer(reason + "\n");
        response.setStatusCode(status)
                .putHeader("Content-Type", MediaTypes.TEXT)
                .putHeader("Content-Length", Integer.toString(body.length()));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
