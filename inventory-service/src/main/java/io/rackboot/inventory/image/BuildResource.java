package io.rackboot.inventory.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.document.Documents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Builds over HTTP, projected from the facts of image-service, whose own API follows and cancels them.
@Path("/builds")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class BuildResource {
    private final Builds builds;
    private final Documents<ImageDocument> images;

    BuildResource(Builds builds, Documents<ImageDocument> images) {
        this.builds = builds;
        this.images = images;
    }

    @GET
    public Response list() {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("builds");
        builds.newestFirst().forEach(build -> list.add(build.json()));
        return Answers.read(body, images.freshness()).build();
    }
}
