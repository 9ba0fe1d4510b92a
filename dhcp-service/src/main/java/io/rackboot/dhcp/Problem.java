package io.rackboot.dhcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Why an HTTP request was not done: problem documents (RFC 9457).
final class Problem {
    private Problem() {}

    /// {@return the problem as an answer}
    ///
    /// @param name a fixed kebab-case word for the kind of problem
    /// @param title the kind of problem in a few words
    /// @param detail this one, for people: what is wrong, and where
    static Response of(int status, String name, String title, String detail) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .entity(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "urn:rackboot:problem:" + name)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toString())
                .build();
    }
}
