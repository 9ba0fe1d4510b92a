package io.rackboot.inventory.answer;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What the HTTP layer itself refuses, and what nobody foresaw, in the form of every other problem.
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        var given = e.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        var answer = Response.fromResponse(Answers.problem(of(given.getStatus())));
        Optional.ofNullable(given.getHeaderString(HttpHeaders.ALLOW))
                .ifPresent(allow -> answer.header(HttpHeaders.ALLOW, allow));
        return answer.build();
    }

    private static Problem of(int status) {
        return switch (status) {
            case 404 ->
                Problem.of(404, "not-found", "There is no such thing", "No resource has this path; see /q/openapi.");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "The method is not allowed here",
                        "This resource has no such method; see /q/openapi.");
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "No form of it is acceptable to the client",
                        "Answers are application/json; send Accept: application/json.");
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "The body is no JSON",
                        "Send the body with Content-Type: application/json.");
            default -> Problem.of(status, "refused", "The request was refused", "HTTP status " + status + ".");
        };
    }

    @ServerExceptionMapper
    public Response unforeseen(RuntimeException e) {
        var trace = UUID.randomUUID();
        LOG.errorf(e, "A request failed for a reason that nobody foresaw (%s)", trace);
        return Answers.problem(Problem.of(
                500,
                "unforeseen",
                "The service failed",
                "This is a fault of the service; its log has more under " + trace + "."));
    }
}
