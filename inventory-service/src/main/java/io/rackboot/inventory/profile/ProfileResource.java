package io.rackboot.inventory.profile;

import static io.rackboot.inventory.document.StoreAnswers.of;

import io.rackboot.events.document.ProfileDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.document.Condition;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Page;
import io.rackboot.inventory.document.StoreAnswers;
import io.rackboot.inventory.document.StoreOutcome;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.form.JsonBody;
import io.rackboot.inventory.form.Reading;
import io.rackboot.inventory.form.Words;
import io.rackboot.inventory.machine.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// Profiles over HTTP; `META-INF/openapi.yaml` describes every answer.
@Path("/profiles")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ProfileResource {
    private final Documents<ProfileDocument> profiles;
    private final ProfileWriter writer;
    private final Machines machines;

    ProfileResource(Documents<ProfileDocument> profiles, ProfileWriter writer, Machines machines) {
        this.profiles = profiles;
        this.writer = writer;
        this.machines = machines;
    }

    @GET
    public Response list(@QueryParam("limit") Optional<String> limit, @QueryParam("after") Optional<String> after) {
        return of(Page.read(limit, after), page -> {
            var body = page.of(
                    "profiles",
                    profiles.after(page.after()).stream(),
                    Versioned::key,
                    profile -> Answers.tree(profile.document()).put("revision", profile.revision()));
            return Answers.read(body, profiles.freshness()).build();
        });
    }

    @GET
    @Path("/{name}")
    public Response get(@PathParam("name") String name, @HeaderParam("If-None-Match") Optional<String> ifNoneMatch) {
        return profiles.get(name)
                .map(profile -> StoreAnswers.read(profile, profiles.freshness(), ifNoneMatch))
                .orElseGet(() -> Answers.problem(Problem.absent("There is no profile " + name + ".")));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("name") String name,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch,
            byte[] body) {
        return of(
                name(name),
                valid -> of(
                        Condition.read(ifMatch, ifNoneMatch),
                        condition -> of(
                                JsonBody.read(body),
                                json -> of(
                                        ProfileForm.read(valid, json),
                                        profile -> answer(writer.put(profile, condition), profile)))));
    }

    private Response answer(StoreOutcome outcome, ProfileDocument profile) {
        return switch (outcome) {
            case StoreOutcome.Created(var revision) -> stands(201, profile, revision);
            case StoreOutcome.Replaced(var revision, var _) -> stands(200, profile, revision);
            case StoreOutcome.Unchanged(var revision) -> stands(200, profile, revision);
            case StoreOutcome.Deleted _,
                    StoreOutcome.Absent _,
                    StoreOutcome.ConditionFailed _,
                    StoreOutcome.Overtaken _,
                    StoreOutcome.Away _ -> of(outcome, "profile " + profile.name());
        };
    }

    private Response stands(int status, ProfileDocument profile, long revision) {
        var body = Answers.tree(profile);
        var warnings = writer.warnings(profile);
        if (!warnings.isEmpty()) {
            var list = body.putArray("warnings");
            warnings.forEach(list::add);
        }
        var answer = Answers.json(status, body).header(HttpHeaders.ETAG, Answers.etag(revision));
        return (status == 201 ? answer.header(HttpHeaders.LOCATION, "/profiles/" + profile.name()) : answer).build();
    }

    @DELETE
    @Path("/{name}")
    public Response delete(@PathParam("name") String name, @HeaderParam("If-Match") Optional<String> ifMatch) {
        var users = users(name);
        if (!users.isEmpty()) {
            return Answers.problem(Problem.inTheWay(
                    "Profile " + name + " is used by " + users.size() + (users.size() == 1 ? " machine" : " machines")
                            + " (" + String.join(", ", users.subList(0, Math.min(10, users.size())))
                            + (users.size() > 10 ? ", …" : "") + "). Give them another profile first.",
                    users));
        }
        return of(
                name(name),
                valid -> of(
                        Condition.read(ifMatch, Optional.empty()),
                        condition -> of(writer.delete(valid, condition), "profile " + valid)));
    }

    private List<String> users(String name) {
        return machines.all().stream()
                .map(Versioned::document)
                .filter(machine -> machine.profile().filter(name::equals).isPresent()
                        || machine.oneShotProfile().filter(name::equals).isPresent())
                .map(machine -> machine.id().text())
                .toList();
    }

    private static Reading<String> name(String name) {
        return Words.name(name)
                .<Reading<String>>map(Reading.Good::new)
                .orElseGet(() -> Reading.bad("name", "the path names no profile", Words.NAME));
    }
}
