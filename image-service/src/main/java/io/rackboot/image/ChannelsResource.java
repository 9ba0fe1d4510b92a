package io.rackboot.image;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.events.document.BootTest;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.image.ChannelRequests.Read;
import io.rackboot.image.channel.Channels;
import io.rackboot.image.channel.Outcome;
import io.rackboot.image.channel.Promotion;
import io.rackboot.image.channel.Refusal;
import io.rackboot.image.publish.ImagesBucket;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Channels: which version of an image a name such as `stable` stands for. The ETag is the revision of the image's
/// channels; writes with `If-Match` are refused where somebody else was faster.
@Path("/channels")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "channels")
public class ChannelsResource {
    private final Channels channels;
    private final ImagesBucket bucket;
    private final MeterRegistry meters;

    ChannelsResource(Channels channels, ImagesBucket bucket, MeterRegistry meters) {
        this.channels = channels;
        this.bucket = bucket;
        this.meters = meters;
    }

    /// The channels of an image.
    ///
    /// @param tests the last boot test of each version
    /// @param retired versions that are no longer offered
    public record View(String image, List<Channel> channels, List<BootTest> tests, List<String> retired) {
        static View of(ChannelsDocument document) {
            return new View(document.image(), document.channels(), document.tests(), document.retired());
        }
    }

    @GET
    @Operation(summary = "The channels of all images, whichever image-service built them")
    @APIResponse(responseCode = "503", description = "NATS is away")
    public Response all() {
        return channels.all()
                .map(all -> Response.ok(all.stream().map(View::of).toList()).build())
                .orElseGet(() -> ChannelRequests.away("the bucket cannot be read"));
    }

    @GET
    @Path("{image}")
    @Operation(summary = "The channels of an image")
    @APIResponse(responseCode = "503", description = "NATS is away")
    public Response one(String image) {
        return ChannelRequests.isName(image) ? answer(channels.read(image)) : noName(image);
    }

    @PUT
    @Path("{image}/{channel}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Promotes: has a channel stand for a version",
            description = "The body is JSON: version; by, who does it; note, why; untested, why the version needs no"
                    + " boot test. Profiles name the channel as image@channel.")
    @APIResponse(responseCode = "200", description = "The channel stands for it")
    @APIResponse(responseCode = "400", description = "The request has a mistake, which is named")
    @APIResponse(responseCode = "409", description = "The version is not published, retired, or not boot-tested")
    @APIResponse(responseCode = "412", description = "If-Match is not the revision of the image's channels")
    @APIResponse(responseCode = "503", description = "NATS is away")
    public Response promote(
            String image,
            String channel,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            byte[] body,
            @Context HttpServerRequest request) {
        if (!ChannelRequests.isName(image) || !ChannelRequests.isName(channel)) {
            return noName(image + "@" + channel);
        }
        return switch (ChannelRequests.promotion(channel, body, ifMatch, request)) {
            case Read.Bad<Promotion>(var mistake) -> Problem.answer(Status.BAD_REQUEST, mistake);
            case Read.Good<Promotion>(var wish) -> {
                var outcome = channels.promote(image, wish);
                count(outcome);
                yield answer(seen(outcome));
            }
        };
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Stands stands && stands.changed()) {
            meters.counter("image.promotions").increment();
        }
    }

    @DELETE
    @Path("{image}/{channel}")
    @Operation(summary = "Removes a channel that no profile names")
    @APIResponse(responseCode = "200", description = "It is gone; the others stand in the answer")
    @APIResponse(responseCode = "404", description = "There is no such channel")
    @APIResponse(responseCode = "409", description = "Profiles name it; they are listed")
    @APIResponse(responseCode = "503", description = "NATS is away")
    public Response remove(
            String image,
            String channel,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @QueryParam("by") Optional<String> by,
            @Context HttpServerRequest request) {
        if (!ChannelRequests.isName(image)) {
            return noName(image);
        }
        return switch (ChannelRequests.revision(ifMatch)) {
            case Read.Bad<OptionalLong>(var mistake) -> Problem.answer(Status.BAD_REQUEST, mistake);
            case Read.Good<OptionalLong>(var revision) ->
                answer(seen(channels.remove(image, channel, ChannelRequests.who(by, request), revision)));
        };
    }

    /// What a channel stands for no more may be waited for.
    private Outcome seen(Outcome outcome) {
        bucket.changed();
        return outcome;
    }

    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stands stands ->
                Response.ok(View.of(stands.document()))
                        .header(HttpHeaders.ETAG, "\"" + stands.revision() + "\"")
                        .build();
            case Outcome.Refused(var refusal, var detail) -> Problem.answer(status(refusal), detail);
            case Outcome.Unavailable(var reason) -> ChannelRequests.away(reason);
        };
    }

    private static Status status(Refusal refusal) {
        return switch (refusal) {
            case NO_CHANNEL -> Status.NOT_FOUND;
            case OTHER_REVISION -> Status.PRECONDITION_FAILED;
            case NOT_PUBLISHED, RETIRED, NOT_TESTED, IN_USE, UNREADABLE -> Status.CONFLICT;
        };
    }

    private static Response noName(String text) {
        return Problem.answer(
                Status.NOT_FOUND, "names of images and channels are 1 to 64 of a-z 0-9 _ -, this is: " + text);
    }
}
