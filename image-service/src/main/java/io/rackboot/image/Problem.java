package io.rackboot.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.image.specification.Mistake;
import io.rackboot.image.store.DiskFullException;
import io.rackboot.image.store.FreeSpace;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;

/// The body of every answer that says no: a problem document (RFC 9457).
///
/// @param title the kind of problem, the status in words
/// @param status the HTTP status
/// @param detail what is wrong, where, and what would mend it
/// @param error the same, as clients of earlier releases read it
/// @param mistakes where it is wrong, for a specification
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String title, int status, String detail, String error, List<Mistake> mistakes) {
    /// RFC 9457, section 3.
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Map<Integer, String> OTHER_TITLES =
            Map.of(422, "Unprocessable Content", 507, "Insufficient Storage");
    private static final ObjectMapper JSON = Json.mapper();

    static Response answer(Response.Status status, String detail) {
        return answer(status.getStatusCode(), detail, List.of());
    }

    /// The disk has no room.
    static Response noRoom(DiskFullException error) {
        return answer(507, error.getMessage(), List.of());
    }

    /// Something could not be written: 507 where the disk has no room, 500 otherwise.
    ///
    /// @param what what could not be done, for people
    static Response notWritten(String what, IOException error, FreeSpace free) {
        var cause = free.explained(error, free.directory());
        var detail = what + ": " + place(cause);
        return cause instanceof DiskFullException
                ? answer(507, detail, List.of())
                : answer(Response.Status.INTERNAL_SERVER_ERROR, detail);
    }

    /// Many an error's message is no more than the file's name.
    private static String place(IOException error) {
        return error instanceof FileSystemException system && system.getReason() == null
                ? error.getClass().getSimpleName() + " " + error.getMessage()
                : String.valueOf(error.getMessage());
    }

    static Response answer(int status, String detail, List<Mistake> mistakes) {
        var words = Response.Status.fromStatusCode(status);
        var title = words == null ? OTHER_TITLES.getOrDefault(status, "") : words.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(bytes(new Problem(title, status, detail, detail, mistakes)))
                .build();
    }

    private static byte[] bytes(Problem problem) {
        try {
            return JSON.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
