package io.rackboot.image;

import io.rackboot.image.build.BuildQueue;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.Cancel;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.Standing;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.FreeSpace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Builds: asked for, followed, ended.
@Path("/builds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "builds")
public class BuildsResource {
    private final BuildQueue builds;
    private final Specifications specifications;
    private final ImageRegistry registry;
    private final Elsewhere elsewhere;
    private final FreeSpace free;
    private final LogStreams streams;

    BuildsResource(
            BuildQueue builds,
            Specifications specifications,
            ImageRegistry registry,
            Elsewhere elsewhere,
            FreeSpace free,
            LogStreams streams) {
        this.builds = builds;
        this.registry = registry;
        this.specifications = specifications;
        this.elsewhere = elsewhere;
        this.free = free;
        this.streams = streams;
    }

    /// The answer to an accepted specification.
    ///
    /// @param build the build's id
    /// @param image `name.version` of what it will make
    public record Submitted(String build, String image) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Builds an image of a specification (YAML)")
    @APIResponse(responseCode = "202", description = "Queued; Location is the build")
    @APIResponse(
            responseCode = "400",
            description = "The specification has mistakes; all are listed with line and column")
    @APIResponse(responseCode = "409", description = "The image that it builds on is retired")
    @APIResponse(responseCode = "413", description = "The specification is too long")
    @APIResponse(responseCode = "500", description = "The build could not be recorded")
    @APIResponse(responseCode = "507", description = "The disk has no room to record the build")
    public Response submit(byte[] body) {
        if (body.length > Specifications.MAXIMUM_LENGTH) {
            return Problem.answer(
                    Status.REQUEST_ENTITY_TOO_LARGE,
                    "a specification has at most " + Specifications.MAXIMUM_LENGTH + " bytes, this one " + body.length);
        }
        var yaml = new String(body, StandardCharsets.UTF_8);
        return switch (specifications.read(yaml)) {
            case Reading.Refused(var mistakes) ->
                Problem.answer(400, "the specification has " + mistakes.size() + " mistake(s)", mistakes);
            case Reading.Accepted(var specification)
            when retired(specification) ->
                Problem.answer(Status.CONFLICT, "root.image: that image is retired; build on another version");
            case Reading.Accepted(var specification) -> submitted(specification, yaml);
        };
    }

    private Response submitted(Specification specification, String yaml) {
        try {
            var build = builds.submit(specification, yaml);
            return Response.accepted(new Submitted(build.id(), specification.key()))
                    .location(URI.create("/builds/" + build.id()))
                    .build();
        } catch (IOException e) {
            return Problem.notWritten("the build could not be recorded", e, free);
        }
    }

    @GET
    @Operation(summary = "All builds that are remembered, on this service and others, the newest first")
    public List<BuildRecord> all() {
        return builds.all();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One build: state, stage, percent, rate, error")
    public Response one(String id) {
        return builds.find(id).map(build -> Response.ok(build).build()).orElseGet(() -> unknown(id));
    }

    @GET
    @Path("{id}/log")
    @Produces({MediaType.TEXT_PLAIN, MediaType.SERVER_SENT_EVENTS})
    @Operation(
            summary = "The log of a build, as far as it is written; as text/event-stream lines, progress and the end,"
                    + " as they come")
    @APIResponse(responseCode = "307", description = "Another image-service builds or built it, and has the log")
    public Response log(
            String id,
            @HeaderParam(HttpHeaders.ACCEPT) Optional<String> accept,
            @HeaderParam("Last-Event-ID") Optional<String> last,
            @Context HttpServerRequest request)
            throws IOException {
        var build = builds.find(id);
        if (build.isEmpty()) {
            return unknown(id);
        }
        var builder = build.get().builder().filter(elsewhere::another);
        if (builder.isPresent()) {
            return Elsewhere.to(builder.get(), request);
        }
        var log = builds.log(id);
        if (accept.filter(types -> types.contains(MediaType.SERVER_SENT_EVENTS)).isPresent()) {
            return Response.ok(streams.follow(id, log, last))
                    .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header("X-Accel-Buffering", "no")
                    .build();
        }
        return Response.ok(Files.exists(log) ? Files.readString(log) : "")
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Cancels a build, whichever service has it")
    @APIResponse(responseCode = "200", description = "It had not begun")
    @APIResponse(responseCode = "202", description = "It is ending; nothing of it will be left")
    @APIResponse(responseCode = "409", description = "It had ended already")
    @APIResponse(responseCode = "503", description = "It is another service's, and NATS is away")
    public Response cancel(String id) {
        return switch (builds.cancel(id)) {
            case Cancel.Done(var build) -> Response.ok(build).build();
            case Cancel.Ending(var build) -> Response.accepted(build).build();
            case Cancel.TooLate(var build) ->
                Problem.answer(
                        Status.CONFLICT,
                        "build " + id + " has ended: " + build.state().text());
            case Cancel.Unknown() -> unknown(id);
            case Cancel.Unavailable(var reason) -> Problem.answer(Status.SERVICE_UNAVAILABLE, reason);
        };
    }

    private boolean retired(Specification specification) {
        return specification.root() instanceof RootSource.Image(var key)
                && registry.find(key)
                        .filter(image -> image.standing() == Standing.RETIRING)
                        .isPresent();
    }

    private static Response unknown(String id) {
        return Problem.answer(Status.NOT_FOUND, "there is no build " + id);
    }
}
