package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.Lease;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// The leases over HTTP, read-only.
@Path("/leases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LeasesResource {
    private final DhcpApplication application;

    LeasesResource(DhcpApplication application) {
        this.application = application;
    }

    /// {@return the leases by address}
    ///
    /// @param state `bound`, `released`, `expired` or `declined`; all where it is absent
    @GET
    @Operation(summary = "Every address that is or was leased, ordered by address")
    public List<LeaseEntry> leases(
            @Parameter(description = "bound, released, expired or declined") @QueryParam("state")
                    Optional<String> state) {
        Predicate<Lease> wanted = state.map(LeasesResource::state)
                .<Predicate<Lease>>map(one -> lease -> lease.state() == one)
                .orElse(_ -> true);
        return application.running().stream()
                .flatMap(running -> running.table().leases().stream()
                        .filter(wanted)
                        .sorted(Comparator.comparing(Lease::address))
                        .map(lease -> LeaseEntry.of(lease, running.machines())))
                .toList();
    }

    private static Lease.State state(String text) {
        return Arrays.stream(Lease.State.values())
                .filter(state -> word(state).equals(text))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(Response.status(Response.Status.BAD_REQUEST)
                        .type(MediaType.TEXT_PLAIN)
                        .entity("state: '" + text + "' is none of "
                                + Arrays.stream(Lease.State.values())
                                        .map(LeasesResource::word)
                                        .collect(Collectors.joining(", ")))
                        .build()));
    }

    private static String word(Lease.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
