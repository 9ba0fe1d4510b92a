package io.rackboot.inventory.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.inventory.answer.Answers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Machines that asked to boot and have no document.
@Path("/discovered")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryResource {
    private static final int SHOWN = 1000;

    private final Discoveries discoveries;
    private final Machines machines;

    DiscoveryResource(Discoveries discoveries, Machines machines) {
        this.discoveries = discoveries;
        this.machines = machines;
    }

    @GET
    public Response list() {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("discovered");
        discoveries.unknown().stream().limit(SHOWN).forEach(one -> {
            var json = list.addObject()
                    .put("machine", one.machine().text())
                    .put("mac", one.machine().mac())
                    .put("rack", one.rack().label())
                    .put("firmware", one.firmware().text())
                    .put("first", one.first().toString())
                    .put("last", one.last().toString());
            one.uuid().ifPresent(uuid -> json.put("uuid", uuid.toString()));
        });
        return Answers.read(body, machines.freshness()).build();
    }
}
