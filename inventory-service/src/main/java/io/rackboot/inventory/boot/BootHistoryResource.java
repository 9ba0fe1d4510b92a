package io.rackboot.inventory.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.fact.Replay;
import io.rackboot.inventory.machine.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// The boots of one machine over HTTP, projected from the facts.
///
/// A class of its own, because the whole of its path has to be the class's: of two classes whose paths fit, only the
/// one with the longer path is asked, and `/machines` is longer than `/`.
@Path("/machines/{machine}/boots")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class BootHistoryResource {
    private final Timelines timelines;
    private final Machines machines;
    private final Replay replay;

    BootHistoryResource(Timelines timelines, Machines machines, Replay replay) {
        this.timelines = timelines;
        this.machines = machines;
        this.replay = replay;
    }

    @GET
    public Response history(@PathParam("machine") String name) {
        return MachineId.ofMac(name)
                .map(this::history)
                .orElseGet(() -> Answers.problem(Problem.mistakes(List.of(new Mistake(
                        "machine",
                        "the path names no MAC address",
                        "a MAC address such as 52:54:00:12:34:56 or 525400123456")))));
    }

    private Response history(MachineId mac) {
        var machine = machines.with(mac).map(Versioned::document);
        var boots = timelines.boots(machine.map(MachineDocument::macs).orElse(List.of(mac)));
        if (machine.isEmpty() && boots.isEmpty()) {
            return Answers.problem(Problem.absent(
                    "There is no machine " + mac.mac() + ", and none with this address has booted lately."));
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.put("machine", machine.map(MachineDocument::id).orElse(mac).text());
        var list = body.putArray("boots");
        boots.forEach(boot -> list.add(BootJson.of(boot)));
        return Answers.read(body, replay.freshness()).build();
    }
}
