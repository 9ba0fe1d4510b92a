package io.rackboot.dhcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The reload of the configuration over HTTP.
@Path("/reload")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ReloadResource {
    private static final int UNPROCESSABLE_CONTENT = 422;

    private final DhcpApplication application;

    ReloadResource(DhcpApplication application) {
        this.application = application;
    }

    /// {@return what is in force after it, or why nothing has changed}
    @POST
    @Operation(summary = "Reads the configuration files again and goes over to what they say, wholly or not at all")
    @APIResponse(responseCode = "200", description = "What is in force now; outcome: applied or unchanged")
    @APIResponse(
            responseCode = "422",
            description = "The configuration is wrong, the former one stays; detail names the property")
    public Response reload() {
        return switch (application.reload()) {
            case Reload.Outcome.Applied(var settings) -> inForce("applied", settings);
            case Reload.Outcome.Unchanged(var settings) -> inForce("unchanged", settings);
            case Reload.Outcome.Refused(var reason) ->
                Problem.of(UNPROCESSABLE_CONTENT, "configuration-refused", "The former configuration stays", reason);
        };
    }

    private Response inForce(String outcome, Settings settings) {
        var json = JsonNodeFactory.instance.objectNode().put("outcome", outcome);
        var subnets = json.putObject("subnets");
        settings.subnets().forEach(subnet -> subnets.put(subnet.name(), subnet.cidr()));
        addInterfaces(json.putObject("interfaces"));
        return Response.ok(json.toString()).build();
    }

    private void addInterfaces(ObjectNode interfaces) {
        application.running().ifPresent(running -> running.interfaces().states().forEach(interfaces::put));
    }
}
