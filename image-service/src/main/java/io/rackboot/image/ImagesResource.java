package io.rackboot.image;

import io.rackboot.image.channel.Channels;
import io.rackboot.image.channel.Outcome;
import io.rackboot.image.channel.Uses;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.ImagesBucket;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.Standing;
import io.rackboot.image.store.FreeSpace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Images: what was built and how it stands with its readers.
@Path("/images")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "images")
public class ImagesResource {
    private final ImageRegistry registry;
    private final ImagesBucket bucket;
    private final Channels channels;
    private final Elsewhere elsewhere;
    private final FreeSpace free;

    ImagesResource(
            ImageRegistry registry, ImagesBucket bucket, Channels channels, Elsewhere elsewhere, FreeSpace free) {
        this.registry = registry;
        this.bucket = bucket;
        this.channels = channels;
        this.elsewhere = elsewhere;
        this.free = free;
    }

    @GET
    @Operation(summary = "All images of this service, those that wait for NATS included")
    public List<ImageView> all() {
        return registry.all().stream().map(ImageView::of).toList();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "An image: its channels, its versions and how they were tested, its history")
    @APIResponse(responseCode = "503", description = "NATS is away, where channels and history are")
    public Response overview(String name) {
        if (!ChannelRequests.isName(name)) {
            return noName(name);
        }
        var versions = registry.all().stream()
                .filter(image -> image.document().name().equals(name))
                .toList();
        return switch (channels.read(name)) {
            case Outcome.Refused(var _, var detail) -> Problem.answer(Status.CONFLICT, detail);
            case Outcome.Unavailable(var reason) -> ChannelRequests.away(reason);
            case Outcome.Stands stands
            when stands.revision() == 0 && versions.isEmpty() ->
                Problem.answer(Status.NOT_FOUND, "there is no image " + name);
            case Outcome.Stands stands ->
                Response.ok(ImageOverview.of(stands.document(), versions)).build();
        };
    }

    @GET
    @Path("{name}/{version}")
    @Operation(summary = "One image: its artifacts with size, digest and location; who uses a retired one")
    @APIResponse(responseCode = "307", description = "Another image-service has it")
    public Response one(String name, String version, @Context HttpServerRequest request) {
        return registry.find(name + "." + version)
                .map(image -> Response.ok(ImageView.of(image, users(image))).build())
                .orElseGet(() -> unknown(name, version, request));
    }

    @DELETE
    @Path("{name}/{version}")
    @Operation(
            summary =
                    "Retires an image: it is offered no longer, and removed with the files that only it has as soon as"
                            + " no channel, profile, image or build uses it")
    @APIResponse(responseCode = "202", description = "Noted; usedBy in the image's own answer says what it waits for")
    @APIResponse(responseCode = "307", description = "Another image-service has it")
    @APIResponse(responseCode = "500", description = "It could not be recorded")
    @APIResponse(responseCode = "507", description = "The disk has no room to record it")
    public Response retire(
            String name, String version, @QueryParam("by") Optional<String> by, @Context HttpServerRequest request) {
        try {
            if (!registry.retire(name + "." + version, Optional.of(ChannelRequests.who(by, request)))) {
                return unknown(name, version, request);
            }
        } catch (IOException e) {
            return Problem.notWritten("the image could not be retired", e, free);
        }
        bucket.changed();
        return Response.accepted().build();
    }

    /// Retired images alone are asked about: what is offered may be used at any moment.
    private Optional<List<String>> users(RegisteredImage image) {
        return image.standing() == Standing.RETIRING && bucket.uses(image.document()) instanceof Uses.Known(var users)
                ? Optional.of(users)
                : Optional.empty();
    }

    private static Response noName(String name) {
        return Problem.answer(Status.NOT_FOUND, "no image has such a name (1 to 64 of a-z 0-9 _ -): " + name);
    }

    private Response unknown(String name, String version, HttpServerRequest request) {
        return elsewhere
                .image(name + "." + version, request)
                .orElseGet(
                        () -> Problem.answer(Status.NOT_FOUND, "there is no image " + name + " of version " + version));
    }
}
