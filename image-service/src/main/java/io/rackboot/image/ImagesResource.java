package io.rackboot.image;

import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.ImagesBucket;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.List;
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

    ImagesResource(ImageRegistry registry, ImagesBucket bucket) {
        this.registry = registry;
        this.bucket = bucket;
    }

    @GET
    @Operation(summary = "All images of this service, those that wait for NATS included")
    public List<ImageView> all() {
        return registry.all().stream().map(ImageView::of).toList();
    }

    @GET
    @Path("{name}/{version}")
    @Operation(summary = "One image: its artifacts with size, digest and location")
    public Response one(String name, String version) {
        return registry.find(name + "." + version)
                .map(image -> Response.ok(ImageView.of(image)).build())
                .orElseGet(() -> unknown(name, version));
    }

    @DELETE
    @Path("{name}/{version}")
    @Operation(summary = "Retires an image: its document is removed, then the files that only it had")
    @APIResponse(responseCode = "202", description = "Retired as soon as NATS can be reached")
    @APIResponse(responseCode = "507", description = "The disk has no room to record it")
    public Response retire(String name, String version) {
        try {
            if (!registry.retire(name + "." + version)) {
                return unknown(name, version);
            }
        } catch (IOException e) {
            return Response.status(507)
                    .entity(new Problem("the image could not be retired: " + e.getMessage(), List.of()))
                    .build();
        }
        bucket.changed();
        return Response.accepted().build();
    }

    private static Response unknown(String name, String version) {
        return Problem.answer(Status.NOT_FOUND, "there is no image " + name + " of version " + version);
    }
}
