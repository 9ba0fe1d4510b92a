package io.rackboot.inventory.image;

import static io.rackboot.inventory.document.StoreAnswers.of;

import io.rackboot.events.document.ImageDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Page;
import io.rackboot.inventory.document.StoreAnswers;
import io.rackboot.inventory.document.Versioned;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// Images over HTTP, a read model of the bucket that image-service owns.
@Path("/images")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ImageResource {
    private final Documents<ImageDocument> images;

    ImageResource(Documents<ImageDocument> images) {
        this.images = images;
    }

    @GET
    public Response list(
            @QueryParam("limit") Optional<String> limit,
            @QueryParam("after") Optional<String> after,
            @QueryParam("name") Optional<String> name) {
        return of(Page.read(limit, after), page -> {
            var wanted = images.after(page.after()).stream()
                    .filter(image -> name.map(image.document().name()::equals).orElse(true));
            var body = page.of("images", wanted, Versioned::key, image -> Answers.tree(image.document()));
            return Answers.read(body, images.freshness()).build();
        });
    }

    @GET
    @Path("/{name}/{version}")
    public Response get(
            @PathParam("name") String name,
            @PathParam("version") String version,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch) {
        var key = name + "." + version;
        return images.get(key)
                .map(image -> StoreAnswers.read(image, images.freshness(), ifNoneMatch))
                .orElseGet(() -> Answers.problem(Problem.absent("There is no image " + key + ".")));
    }
}
