package io.rackboot.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackboot.image.specification.Mistake;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// The body of every answer that says no.
///
/// @param error what is wrong
/// @param mistakes where it is wrong, for a specification
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String error, List<Mistake> mistakes) {

    static Response answer(Response.Status status, String error) {
        return answer(status, new Problem(error, List.of()));
    }

    static Response answer(Response.Status status, Problem problem) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(problem)
                .build();
    }
}
