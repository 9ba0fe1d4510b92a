package io.rackboot.inventory.machine;

import static io.rackboot.inventory.document.StoreAnswers.of;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.document.Condition;
import io.rackboot.inventory.document.Page;
import io.rackboot.inventory.document.StoreAnswers;
import io.rackboot.inventory.document.StoreOutcome;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.form.JsonBody;
import io.rackboot.inventory.form.Reading;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Machines over HTTP; `META-INF/openapi.yaml` describes every answer.
@Path("/machines")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MachineResource {
    private final Machines machines;
    private final MachineWriter writer;

    MachineResource(Machines machines, MachineWriter writer) {
        this.machines = machines;
        this.writer = writer;
    }

    @GET
    public Response list(
            @QueryParam("limit") Optional<String> limit,
            @QueryParam("after") Optional<String> after,
            @QueryParam("rack") Optional<String> rack,
            @QueryParam("profile") Optional<String> profile) {
        return of(Page.read(limit, after), page -> {
            var wanted = machines.after(page.after()).stream()
                    .filter(machine ->
                            rack.map(machine.document().rack().label()::equals).orElse(true))
                    .filter(machine -> profile.map(name -> machine.document()
                                    .profile()
                                    .filter(name::equals)
                                    .isPresent())
                            .orElse(true));
            var body = page.of("machines", wanted, Versioned::key, MachineResource::element);
            return Answers.read(body, machines.freshness()).build();
        });
    }

    private static ObjectNode element(Versioned<MachineDocument> machine) {
        return Answers.tree(machine.document()).put("revision", machine.revision());
    }

    @GET
    @Path("/{machine}")
    public Response get(@PathParam("machine") String name, @HeaderParam("If-None-Match") Optional<String> ifNoneMatch) {
        return existing(name, machine -> StoreAnswers.read(machine, machines.freshness(), ifNoneMatch));
    }

    @PUT
    @Path("/{machine}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("machine") String name,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch,
            byte[] body) {
        return of(
                id(name),
                id -> of(
                        Condition.read(ifMatch, ifNoneMatch),
                        condition -> of(
                                JsonBody.read(body),
                                json -> of(
                                        MachineForm.read(id, json),
                                        machine -> answer(writer.put(machine, condition), id)))));
    }

    private Response answer(MachineOutcome outcome, MachineId id) {
        return switch (outcome) {
            case MachineOutcome.NotStored(var why) -> of(why, "machine " + id);
            case MachineOutcome.Taken(var taken) -> {
                var detail = taken.stream()
                        .map(one -> one.what() + " belongs to machine " + one.holder())
                        .collect(Collectors.joining("; "));
                yield Answers.problem(Problem.inTheWay(
                        detail + ". Change that machine first.",
                        taken.stream()
                                .map(one -> one.holder().text())
                                .distinct()
                                .toList()));
            }
            case MachineOutcome.Stands stands -> stands(stands, id);
        };
    }

    private static Response stands(MachineOutcome.Stands stands, MachineId id) {
        var body = Answers.tree(stands.machine());
        if (!stands.warnings().isEmpty()) {
            var warnings = body.putArray("warnings");
            stands.warnings().forEach(warnings::add);
        }
        var created = stands.outcome() instanceof StoreOutcome.Created;
        var answer = Answers.json(created ? 201 : 200, body).header(HttpHeaders.ETAG, Answers.etag(stands.revision()));
        return (created ? answer.header(HttpHeaders.LOCATION, "/machines/" + id) : answer).build();
    }

    @DELETE
    @Path("/{machine}")
    public Response delete(@PathParam("machine") String name, @HeaderParam("If-Match") Optional<String> ifMatch) {
        return of(
                Condition.read(ifMatch, Optional.empty()),
                condition -> of(id(name), id -> of(writer.delete(key(id), condition), "machine " + id.mac())));
    }

    private MachineId key(MachineId mac) {
        return machines.with(mac).map(machine -> machine.document().id()).orElse(mac);
    }

    private Response existing(String name, Function<Versioned<MachineDocument>, Response> answer) {
        return of(
                id(name),
                id -> machines.with(id)
                        .map(answer)
                        .orElseGet(() -> Answers.problem(Problem.absent("There is no machine " + id.mac() + "."))));
    }

    private static Reading<MachineId> id(String name) {
        return MachineForm.mac(name)
                .<Reading<MachineId>>map(Reading.Good::new)
                .orElseGet(() -> Reading.bad(
                        "machine",
                        "the path names no MAC address of one card",
                        "a MAC address such as 52:54:00:12:34:56 or 525400123456"));
    }
}
