package io.rackboot.boot;

import io.rackboot.boot.script.ServerUrl;
import io.rackboot.events.Rack;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The configuration once it was found to make sense.
///
/// @param rack the rack's label
/// @param cache the directory of the artifact cache
/// @param snapshots the directory of the documents' snapshots
/// @param state the state directory, existing and writable
/// @param loaders the directory of loader files
/// @param publicUrl where machines reach this service, if it is not what they call it
public record Settings(Rack rack, Path cache, Path snapshots, Path state, Path loaders, Optional<ServerUrl> publicUrl) {

    /// Checks a configuration.
    ///
    /// @throws IllegalArgumentException naming the property and what is wrong with it
    public static Settings of(BootConfig config) {
        var state = config.stateDirectory().toAbsolutePath();
        var cache = state.resolve("cache");
        var snapshots = state.resolve("snapshots");
        try {
            Files.createDirectories(cache);
            Files.createDirectories(snapshots);
        } catch (IOException e) {
            throw wrong("state-directory", state + " cannot be made: " + e);
        }
        if (!Files.isWritable(state)) {
            throw wrong("state-directory", state + " is not writable");
        }
        return new Settings(
                rack(config.rack()),
                cache,
                snapshots,
                state,
                config.loaders().toAbsolutePath(),
                config.publicUrl().map(Settings::publicUrl));
    }

    private static Rack rack(String label) {
        try {
            return new Rack(label);
        } catch (IllegalArgumentException e) {
            throw wrong("rack", e.getMessage());
        }
    }

    private static ServerUrl publicUrl(String text) {
        try {
            var uri = new URI(text);
            var bare = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            return Optional.of(uri)
                    .filter(u -> bare && u.getRawQuery() == null && u.getRawFragment() == null)
                    .flatMap(u -> ServerUrl.of(String.valueOf(u.getScheme()), String.valueOf(u.getRawAuthority())))
                    .orElseThrow(() -> wrong("public-url", text + " is no http://host[:port]"));
        } catch (URISyntaxException e) {
            throw wrong("public-url", e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(String property, String what) {
        return new IllegalArgumentException("boot." + property + ": " + what);
    }
}
