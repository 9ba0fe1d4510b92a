package io.rackboot.boot.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Pattern;

/// One HTTP request for a file, from an offset on.
///
/// `HttpURLConnection` and not the newer client: it has a limit on the silence between two reads, which the newer one
/// lacks, and reading it blocks a virtual thread only.
final class Source {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

    /// What the server answered.
    sealed interface Reply {
        /// Bytes, from `offset` on.
        ///
        /// @param length how many it announces, or -1
        record Body(InputStream stream, long offset, long length) implements Reply {}

        /// Not now.
        record Later(String reason) implements Reply {}

        /// Not at all.
        record Never(String reason) implements Reply {}
    }

    private Source() {}

    static Reply ask(URI location, long offset, Patience patience) throws IOException {
        var connection = (HttpURLConnection) location.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.toIntExact(patience.connect().toMillis()));
        connection.setReadTimeout(Math.toIntExact(patience.silence().toMillis()));
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (offset > 0) {
            connection.setRequestProperty("Range", "bytes=" + offset + "-");
        }
        var status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return new Reply.Body(connection.getInputStream(), 0, connection.getContentLengthLong());
        }
        if (status == HttpURLConnection.HTTP_PARTIAL) {
            return partial(connection, offset);
        }
        var reason = "HTTP status " + status;
        var error = connection.getErrorStream();
        if (error != null) {
            error.close();
        }
        return status >= 500 || status == 429 || status == 408 ? new Reply.Later(reason) : new Reply.Never(reason);
    }

    private static Reply partial(HttpURLConnection connection, long offset) throws IOException {
        var range = CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
            connection.disconnect();
            return new Reply.Never("HTTP status 206 with Content-Range " + connection.getHeaderField("Content-Range"));
        }
        return new Reply.Body(connection.getInputStream(), offset, connection.getContentLengthLong());
    }
}
