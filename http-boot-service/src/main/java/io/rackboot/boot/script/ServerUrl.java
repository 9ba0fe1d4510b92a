package io.rackboot.boot.script;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The base URL under which a machine reaches this service, without a path: `http://192.168.77.1` or
/// `http://boot.rack:8081`. Its text stands in scripts, so only what RFC 3986 section 3.2.2 calls a registered name of
/// letters, digits, dots and hyphens, an IPv4 address or a bracketed IPv6 address is taken.
///
/// @param scheme `http` or `https`
/// @param authority host, and port where it is not the scheme's own
public record ServerUrl(String scheme, String authority) {
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:([0-9]{1,5}))?");

    /// Reads a scheme and an authority as they stand in a request or a configuration; empty for what could not be
    /// either.
    public static Optional<ServerUrl> of(String scheme, String authority) {
        var word = scheme.toLowerCase(Locale.ROOT);
        var match = AUTHORITY.matcher(authority);
        if (!(word.equals("http") || word.equals("https")) || !match.matches()) {
            return Optional.empty();
        }
        var port = match.group(4) == null ? -1 : Integer.parseInt(match.group(4));
        if (port == 0 || port > 65535) {
            return Optional.empty();
        }
        var usual = word.equals("http") ? 80 : 443;
        return Optional.of(
                new ServerUrl(word, port < 0 || port == usual ? match.group(1) : match.group(1) + ":" + port));
    }

    /// {@return the host alone, without brackets}
    public String host() {
        var match = AUTHORITY.matcher(authority);
        return match.matches() ? match.group(1).replaceAll("[\\[\\]]", "") : authority;
    }

    /// {@return the same service under another host}
    public ServerUrl withHost(String host) {
        var match = AUTHORITY.matcher(authority);
        var port = match.matches() && match.group(3) != null ? match.group(3) : "";
        return new ServerUrl(scheme, (host.indexOf(':') < 0 ? host : "[" + host + "]") + port);
    }

    @Override
    public String toString() {
        return scheme + "://" + authority;
    }
}
