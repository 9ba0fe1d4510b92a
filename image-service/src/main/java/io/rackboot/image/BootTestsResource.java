package io.rackboot.image;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.image.boottest.BootReport;
import io.rackboot.image.boottest.BootReports;
import io.rackboot.image.boottest.BootTestAnswer;
import io.rackboot.image.boottest.BootTestDecision;
import io.rackboot.image.boottest.BootTester;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.store.FreeSpace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/// Boot tests: a virtual machine that is thrown away boots a published image.
@Path("/images/{name}/{version}/boot-test")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "images")
public class BootTestsResource {
    private static final Logger LOG = Logger.getLogger(BootTestsResource.class);

    private final BootTester tester;
    private final BootReports reports;
    private final ImageRegistry registry;
    private final Elsewhere elsewhere;
    private final FreeSpace free;
    private final MeterRegistry meters;

    BootTestsResource(
            BootTester tester,
            BootReports reports,
            ImageRegistry registry,
            Elsewhere elsewhere,
            FreeSpace free,
            MeterRegistry meters) {
        this.tester = tester;
        this.reports = reports;
        this.registry = registry;
        this.elsewhere = elsewhere;
        this.free = free;
        this.meters = meters;
    }

    @POST
    @Operation(
            summary = "Boots the image in a virtual machine and answers with what was seen",
            description = "Answers when the machine is up or has failed; with the header Prefer: respond-async at once,"
                    + " the report is then at Location.")
    @APIResponse(responseCode = "200", description = "The report; `passed` says whether the machine came up")
    @APIResponse(responseCode = "202", description = "Begun, as Prefer: respond-async asked")
    @APIResponse(responseCode = "307", description = "Another image-service has the image")
    @APIResponse(responseCode = "404", description = "There is no such image here, or it is retired")
    @APIResponse(responseCode = "409", description = "The image is being tested")
    @APIResponse(
            responseCode = "422",
            description = "The image cannot be tried: no kernel, or a console that is not seen")
    @APIResponse(responseCode = "503", description = "QEMU or firmware is missing: what to install is named")
    public Response test(
            String name,
            String version,
            @HeaderParam("Prefer") Optional<String> prefer,
            @QueryParam("by") Optional<String> by,
            @Context HttpServerRequest request) {
        var key = name + "." + version;
        return switch (tester.decide(key, ChannelRequests.who(by, request))) {
            case BootTestDecision.Accepted(var trial) when prefersAnAnswerNow(prefer) -> begun(name, version, trial);
            case BootTestDecision.Accepted(var trial) -> made(key, trial);
            case BootTestDecision.NoImage(var detail) ->
                elsewhere.image(key, request).orElseGet(() -> Problem.answer(Status.NOT_FOUND, detail));
            case BootTestDecision.AtWork(var detail) -> Problem.answer(Status.CONFLICT, detail);
            case BootTestDecision.Unfit(var detail) -> Problem.answer(422, detail, List.of());
            case BootTestDecision.Lacking(var detail) -> Problem.answer(Status.SERVICE_UNAVAILABLE, detail);
        };
    }

    private static boolean prefersAnAnswerNow(Optional<String> prefer) {
        return prefer.filter(text -> text.contains("respond-async")).isPresent();
    }

    private Response begun(String name, String version, BootTestDecision.Making trial) {
        var key = name + "." + version;
        Thread.ofVirtual().name("boot-test-" + key).start(() -> made(key, trial));
        return Response.accepted()
                .location(URI.create("/images/" + name + "/" + version + "/boot-test"))
                .build();
    }

    private Response made(String key, BootTestDecision.Making trial) {
        try {
            var answer = trial.make();
            count(answer);
            return switch (answer) {
                case BootTestAnswer.Made(var report) -> Response.ok(report).build();
                case BootTestAnswer.Lacking(var detail) -> Problem.answer(Status.SERVICE_UNAVAILABLE, detail);
            };
        } catch (IOException e) {
            LOG.errorf("the boot test of image %s ended: %s", key, e.getMessage());
            return Problem.notWritten("the boot test could not be made", e, free);
        }
    }

    private void count(BootTestAnswer answer) {
        if (answer instanceof BootTestAnswer.Made(var report)) {
            meters.timer("image.boot.tests", "outcome", report.passed() ? "passed" : "failed")
                    .record(report.duration());
        }
    }

    @GET
    @Operation(summary = "The last report of the image, as it was booted by this service")
    @APIResponse(responseCode = "202", description = "It is being tested; ask again")
    @APIResponse(responseCode = "404", description = "It was not tested here")
    public Response report(String name, String version) {
        if (tester.isAtWork(name + "." + version)) {
            return Response.accepted().header("Retry-After", "5").build();
        }
        return find(name, version).map(report -> Response.ok(report).build()).orElseGet(() -> untested(name, version));
    }

    @GET
    @Path("console")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "What the machine wrote to its console in the last boot test")
    public Response console(String name, String version) {
        return find(name, version)
                .map(report ->
                        Response.ok(String.join("\n", report.console()) + "\n").build())
                .orElseGet(() -> untested(name, version));
    }

    private Optional<BootReport> find(String name, String version) {
        return registry.find(name + "." + version)
                .flatMap(image -> reports.find(image.document().key())
                        .filter(report ->
                                report.digest().equals(image.document().digest())));
    }

    private static Response untested(String name, String version) {
        return Problem.answer(
                Status.NOT_FOUND,
                "image " + name + "." + version + " was not boot-tested by this service: POST /images/" + name + "/"
                        + version + "/boot-test");
    }
}
