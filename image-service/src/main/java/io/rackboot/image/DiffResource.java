package io.rackboot.image;

import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.build.PublishedTrees;
import io.rackboot.image.diff.FileDiff;
import io.rackboot.image.diff.ImageDiff;
import io.rackboot.image.diff.PackageDiff;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.DiskFullException;
import io.rackboot.image.tree.RefusedSourceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What two versions of an image differ by.
@Path("/images/{name}/{version}/diff/{other}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "images")
public class DiffResource {
    private static final int SHOWN = 5000;

    private final ImageRegistry registry;
    private final ArtifactStore store;
    private final PublishedTrees trees;

    DiffResource(ImageRegistry registry, ArtifactStore store, PublishedTrees trees) {
        this.registry = registry;
        this.store = store;
        this.trees = trees;
    }

    @GET
    @Operation(
            summary = "What changed from this version to another: packages, files, bytes",
            description = "Files are compared by content, mode, owner and extended attributes; at most 5000 changes are"
                    + " listed.")
    @APIResponse(responseCode = "404", description = "One of the versions is not on this service")
    @APIResponse(responseCode = "507", description = "The disk has no room to unpack two roots")
    public Response diff(String name, String version, String other) {
        var from = registry.find(name + "." + version).map(RegisteredImage::document);
        var to = registry.find(name + "." + other).map(RegisteredImage::document);
        if (from.isEmpty() || to.isEmpty()) {
            return Problem.answer(
                    Status.NOT_FOUND,
                    "there is no image " + name + " of version " + (from.isEmpty() ? version : other)
                            + " on this service");
        }
        try {
            var packages = PackageDiff.of(packages(from.get()), packages(to.get()));
            return Response.ok(ImageDiff.of(from.get(), to.get(), packages, files(from.get(), to.get())))
                    .build();
        } catch (DiskFullException e) {
            return Problem.noRoom(e);
        } catch (IOException e) {
            return Problem.answer(Status.INTERNAL_SERVER_ERROR, "the versions cannot be read: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Problem.answer(Status.SERVICE_UNAVAILABLE, "the service stops");
        }
    }

    private FileDiff files(ImageDocument from, ImageDocument to) throws IOException, InterruptedException {
        try {
            return trees.read(from.key(), to.key(), (one, other) -> FileDiff.of(one, other, SHOWN));
        } catch (RefusedSourceException | ProgramFailedException e) {
            return FileDiff.unavailable(e.getMessage());
        }
    }

    /// {@return the lines of an image's package list; none where it has no package database}
    private List<String> packages(ImageDocument image) throws IOException {
        var list = image.artifacts().stream()
                .filter(artifact -> artifact.name().equals("packages.txt"))
                .map(Artifact::sha256)
                .findFirst()
                .flatMap(store::find);
        return list.isPresent() ? Files.readAllLines(list.get()) : List.of();
    }
}
