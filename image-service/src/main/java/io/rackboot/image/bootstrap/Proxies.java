package io.rackboot.image.bootstrap;

import io.rackboot.image.process.Program;
import java.util.List;
import java.util.Optional;

/// The proxies by which the service's machine reaches mirrors: the one part of its environment that bootstraps get.
final class Proxies {
    private static final List<String> VARIABLES =
            List.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private Proxies() {}

    static Program passedOn(Program program) {
        var with = program;
        for (var variable : VARIABLES) {
            var value = Optional.ofNullable(System.getenv(variable));
            if (value.isPresent()) {
                with = with.with(variable, value.get());
            }
        }
        return with;
    }
}
