package io.rackboot.boot.phonehome;

import io.rackboot.boot.token.BootId;
import io.rackboot.boot.token.TokenCheck;
import io.rackboot.events.MachineId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a machine's own init calls. Any media type is taken: BusyBox' wget calls a text a form.
@Path("/boot/{machine}/phone-home")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.TEXT_PLAIN)
@RunOnVirtualThread
public class PhoneHomeResource {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+) *");

    private final PhoneHome phoneHome;

    @Inject
    PhoneHomeResource(PhoneHome phoneHome) {
        this.phoneHome = phoneHome;
    }

    /// The kernel runs.
    @POST
    @Path("kernel-started")
    public Response kernelStarted(
            @PathParam("machine") String machine,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            byte[] body) {
        return of(machine, authorization, boot -> up(ReportReader.up(body), up -> phoneHome.kernelStarted(boot, up)));
    }

    /// The system is up.
    @POST
    @Path("boot-complete")
    public Response bootComplete(
            @PathParam("machine") String machine,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            byte[] body) {
        return of(machine, authorization, boot -> up(ReportReader.up(body), up -> phoneHome.bootComplete(boot, up)));
    }

    /// The init gave up.
    @POST
    @Path("boot-failed")
    public Response bootFailed(
            @PathParam("machine") String machine,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            byte[] body) {
        return of(machine, authorization, boot -> switch (ReportReader.down(body)) {
            case Report.Down down -> {
                phoneHome.bootFailed(boot, down);
                yield Response.noContent().build();
            }
            case Report.Malformed(var problem) -> malformed(problem);
            case Report.Up _ -> malformed("not the report of a failure");
        });
    }

    private Response of(String machine, @Nullable String authorization, Function<BootId, Response> then) {
        var mac = MachineId.ofMac(machine);
        if (mac.isEmpty()) {
            return text(Response.Status.NOT_FOUND, "not a MAC address: " + machine);
        }
        var token = Optional.ofNullable(authorization)
                .map(BEARER::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1));
        return switch (phoneHome.check(token, mac.get())) {
            case TokenCheck.Accepted(var boot) -> then.apply(boot);
            case TokenCheck.Refused(var fault) ->
                Response.fromResponse(text(Response.Status.UNAUTHORIZED, fault.text()))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
        };
    }

    private static Response up(Report report, Consumer<Report.Up> then) {
        return switch (report) {
            case Report.Up up -> {
                then.accept(up);
                yield Response.noContent().build();
            }
            case Report.Malformed(var problem) -> malformed(problem);
            case Report.Down _ -> malformed("not the report of a machine that is up");
        };
    }

    private static Response malformed(String problem) {
        return text(Response.Status.BAD_REQUEST, problem);
    }

    private static Response text(Response.Status status, String text) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(text + "\n")
                .build();
    }
}
