package io.rackboot.image.oci;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a registry asks for to be let in (RFC 9110 section 11.6.1).
sealed interface Challenge {
    Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=\"([^\"]*)\"");

    /// A user and password with each request.
    record Basic() implements Challenge {}

    /// A token of another server.
    ///
    /// @param uri where it is asked for
    record Bearer(URI uri) implements Challenge {}

    /// {@return what a WWW-Authenticate header says, where it is one of these}
    static Optional<Challenge> of(String header) {
        var scheme = header.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "basic" -> Optional.of(new Basic());
            case "bearer" -> bearer(header);
            default -> Optional.empty();
        };
    }

    private static Optional<Challenge> bearer(String header) {
        var parameters = new TreeMap<String, String>();
        var match = PARAMETER.matcher(header);
        while (match.find()) {
            parameters.put(match.group(1).toLowerCase(Locale.ROOT), match.group(2));
        }
        var query = new StringBuilder();
        for (var name : new String[] {"service", "scope"}) {
            if (parameters.containsKey(name)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(parameters.get(name), StandardCharsets.UTF_8));
            }
        }
        try {
            var uri = URI.create(parameters.getOrDefault("realm", "") + query);
            var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(new Bearer(uri)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
