package io.rackboot.dhcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.reply.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// The leases over HTTP, read-only.
@Path("/leases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LeasesResource {
    private final DhcpApplication application;
    private final ObjectMapper json;

    LeasesResource(DhcpApplication application, ObjectMapper json) {
        this.application = application;
        this.json = json;
    }

    /// {@return a page of leases; the header `Link` leads to the next one (RFC 8288)}
    @GET
    @Operation(
            summary = "Every address that is or was leased, by address",
            description = "A page of at most `limit`; where there is more, the header Link names the next page.")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "bound, released, expired or declined")
    @Parameter(name = "subnet", in = ParameterIn.QUERY, description = "the name of the subnet it was leased in")
    @Parameter(
            name = "machine",
            in = ParameterIn.QUERY,
            description = "the machine's name in facts, such as 525400a1b2c3")
    @Parameter(name = "chaddr", in = ParameterIn.QUERY, description = "the client's MAC, such as 52:54:00:a1:b2:c3")
    @Parameter(name = "client-identifier", in = ParameterIn.QUERY, description = "option 61 in hex")
    @Parameter(name = "host-name", in = ParameterIn.QUERY, description = "the name that it was leased with")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "the address behind which the page begins")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "how many leases at most, 1 to 10000; 1000 where it is absent")
    @APIResponse(
            responseCode = "200",
            description = "The leases; ETag and If-None-Match work",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LeaseEntry.class)))
    @APIResponse(responseCode = "304", description = "They are as If-None-Match says")
    @APIResponse(responseCode = "400", description = "A parameter is wrong; detail names it")
    public Response leases(@Context UriInfo uri, @Context Request request) {
        return answer(() -> {
            var query = LeaseQuery.of(uri.getQueryParameters(), machines());
            var page = query.page(recorded());
            var answer = tagged(page.leases().stream().map(this::entry).toList(), request);
            if (!page.isLast()) {
                var next = uri.getRequestUriBuilder()
                        .replaceQueryParam("after", page.leases().getLast().address())
                        .build();
                answer.header(HttpHeaders.LINK, "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
            }
            return answer.build();
        });
    }

    /// {@return the lease of an address}
    @GET
    @Path("/{address}")
    @Operation(summary = "The present or last lease of an address")
    @APIResponse(
            responseCode = "200",
            description = "The lease; ETag and If-None-Match work",
            content = @Content(schema = @Schema(implementation = LeaseEntry.class)))
    @APIResponse(responseCode = "304", description = "It is as If-None-Match says")
    @APIResponse(responseCode = "400", description = "That is no IPv4 address")
    @APIResponse(responseCode = "404", description = "The address was never leased")
    public Response lease(@PathParam("address") String text, @Context Request request) {
        return answer(() -> {
            var address = LeaseQuery.address("address", text);
            return application
                    .running()
                    .flatMap(running -> running.table().leaseAt(address))
                    .map(lease -> tagged(entry(lease), request).build())
                    .orElseGet(() -> Problem.of(
                            404, "not-found", "There is no such lease", "address: " + address + " was never leased"));
        });
    }

    private static Response answer(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (IllegalArgumentException e) {
            return Problem.of(400, "invalid-request", "The request has a mistake", e.getMessage());
        }
    }

    private Collection<Lease> recorded() {
        return application.running().map(running -> running.table().leases()).orElseGet(List::of);
    }

    private Machines machines() {
        return application.running().<Machines>map(Running::machines).orElse(_ -> Optional.empty());
    }

    private LeaseEntry entry(Lease lease) {
        return LeaseEntry.of(lease, machines());
    }

    /// The tag is that of the bytes: it changes when, and only when, they do.
    private Response.ResponseBuilder tagged(Object body, Request request) {
        try {
            var bytes = json.writeValueAsBytes(body);
            var checksum = new CRC32C();
            checksum.update(bytes);
            var tag = new EntityTag(Long.toHexString(checksum.getValue()) + "-" + Integer.toHexString(bytes.length));
            return Optional.ofNullable(request.evaluatePreconditions(tag))
                    .orElseGet(() -> Response.ok(bytes))
                    .tag(tag);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a lease that cannot be written: " + body, e);
        }
    }
}
