package io.rackboot.tftp.files;

import io.rackboot.events.FileRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// http-boot-service as the source of what the root directory does not hold.
///
/// The JDK's `HttpURLConnection` rather than its `HttpClient`: it has a time-out for each read, so that a server that
/// stalls in the middle of a body frees the transfer.
public final class BootServer {
    /// Bodies of unknown length are read up to this many bytes to learn it: firmware wants `tsize` (RFC 2349).
    static final int READ_TO_MEASURE = 256 * 1024;

    private static final Pattern CONTENT_ADDRESS = Pattern.compile("\"sha256-([0-9a-f]{64})\"");
    private static final Consumer<String> NOBODY = _ -> {};
    private final String base;
    private final Duration connectTimeout;
    private final Duration readTimeout;

    /// @param base its URL, to which `/boot/...` and `/tftp/...` are appended
    /// @param readTimeout how long it may take to answer, and to send each next piece
    /// @throws IllegalArgumentException for anything but an `http` or `https` URL without query and fragment
    public BootServer(URI base, Duration connectTimeout, Duration readTimeout) {
        var scheme = String.valueOf(base.getScheme());
        if (!scheme.matches("https?")
                || base.getHost() == null
                || base.getQuery() != null
                || base.getFragment() != null) {
            throw new IllegalArgumentException("not an http:// or https:// URL of a server: " + base);
        }
        this.base = base.toString().replaceAll("/+$", "");
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    /// {@return its URL without a slash at its end}
    public String base() {
        return base;
    }

    /// {@return the URL that is asked for that path: `/boot/<machine>/...` or `/tftp/...`}
    public URI url(RequestedPath path) {
        return URI.create(
                base + path.machine().map(machine -> "/boot/" + machine).orElse("/tftp") + "/"
                        + PercentEncoding.path(path.segments()));
    }

    /// Asks for the file on behalf of a client.
    public Lookup open(RequestedPath path, InetAddress client) {
        var url = url(path);
        try {
            var connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) connectTimeout.toMillis());
            connection.setReadTimeout((int) readTimeout.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "*/*");
            connection.setRequestProperty("User-Agent", "rackboot-tftp");
            connection.setRequestProperty("Forwarded", "for=" + client.getHostAddress());
            connection.setRequestProperty("Rackboot-Via", "tftp");
            return answered(connection, path);
        } catch (IOException e) {
            return new Lookup.Refused(
                    Reason.BOOT_SERVER_UNREACHABLE,
                    "http-boot-service at " + base + " does not answer for " + path.text() + ": " + e.getMessage());
        }
    }

    private Lookup answered(HttpURLConnection connection, RequestedPath path) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return new Lookup.Found(openFile(connection, path));
        }
        connection.disconnect();
        return switch (status) {
            case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
                new Lookup.Refused(Reason.NOT_FOUND, "no such file: " + path.text());
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                new Lookup.Refused(Reason.BOOT_SERVER_REFUSED, failure(status, path));
            default -> new Lookup.Refused(Reason.BOOT_SERVER_FAILED, failure(status, path));
        };
    }

    private String failure(int status, RequestedPath path) {
        return "http-boot-service at " + base + " answered " + status + " for " + path.text();
    }

    private OpenFile openFile(HttpURLConnection connection, RequestedPath path) throws IOException {
        var body = connection.getInputStream();
        long announced = connection.getContentLengthLong();
        var size = announced >= 0 ? OptionalLong.of(announced) : OptionalLong.empty();
        if (size.isEmpty()) {
            var beginning = body.readNBytes(READ_TO_MEASURE);
            size = beginning.length < READ_TO_MEASURE ? OptionalLong.of(beginning.length) : OptionalLong.empty();
            body = new SequenceInputStream(new ByteArrayInputStream(beginning), body);
        }
        return new OpenFile(measured(connection, body, size), size, role(connection, path));
    }

    private MeasuredChannel measured(HttpURLConnection connection, InputStream body, OptionalLong size) {
        var etag = CONTENT_ADDRESS.matcher(header(connection, "ETag"));
        var channel = new HttpBody(base, body);
        return etag.matches()
                ? MeasuredChannel.known(channel, size, etag.group(1))
                : MeasuredChannel.digesting(channel, size, NOBODY);
    }

    private static FileRole role(HttpURLConnection connection, RequestedPath path) {
        var word = header(connection, "Rackboot-Role");
        return Arrays.stream(FileRole.values())
                .filter(role -> role.text().equals(word))
                .findFirst()
                .orElseGet(() -> NameTable.role(path));
    }

    private static String header(HttpURLConnection connection, String name) {
        var value = connection.getHeaderField(name);
        return value == null ? "" : value;
    }
}
