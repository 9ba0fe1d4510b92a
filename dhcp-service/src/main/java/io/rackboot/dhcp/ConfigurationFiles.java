package io.rackboot.dhcp;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// The configuration as its files have it at this moment.
///
/// The service started with sources in an order: files, the environment, system properties. Each that was a file is
/// read
/// anew and keeps its rank; the others cannot change while the process runs. A file that is gone is an error, so that a
/// moment in which it is being replaced does no harm.
final class ConfigurationFiles {
    /// How the library names a source that it read from a file.
    private static final Pattern FILE = Pattern.compile("PropertiesConfigSource\\[source=(file:.+)]");

    private static final Path USUAL = Path.of("config", "application.properties");
    private static final int RANK_OF_USUAL = 260;

    /// What came of it.
    sealed interface Reading {
        /// It could be read; whether it makes sense is [Settings]' to say.
        record Read(DhcpConfig config) implements Reading {}

        /// It could not, for this reason, which names the property or the file.
        record Unreadable(String reason) implements Reading {}
    }

    private final SmallRyeConfig started;

    /// @param started the configuration that the service started with
    ConfigurationFiles(SmallRyeConfig started) {
        this.started = started;
    }

    /// Reads it.
    Reading read() {
        try {
            return new Reading.Read(anew().getConfigMapping(DhcpConfig.class));
        } catch (IOException e) {
            return new Reading.Unreadable("a file of the configuration cannot be read: " + e);
        } catch (RuntimeException e) { // the library has no common type for what it does not like
            return new Reading.Unreadable(problems(e));
        }
    }

    private SmallRyeConfig anew() throws IOException {
        return new SmallRyeConfigBuilder()
                .withProfiles(started.getProfiles())
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(sources().toArray(ConfigSource[]::new))
                .build();
    }

    private List<ConfigSource> sources() throws IOException {
        var sources = new ArrayList<ConfigSource>();
        var usual = USUAL.toAbsolutePath().toUri();
        boolean usualIsNew = Files.exists(USUAL);
        for (var source : started.getConfigSources()) {
            var file = FILE.matcher(source.getName());
            if (file.matches()) {
                var place = URI.create(file.group(1));
                usualIsNew &= !place.equals(usual);
                sources.add(new PropertiesConfigSource(place.toURL(), source.getOrdinal()));
            } else {
                sources.add(source);
            }
        }
        if (usualIsNew) {
            sources.add(new PropertiesConfigSource(usual.toURL(), RANK_OF_USUAL));
        }
        return sources;
    }

    private static String problems(RuntimeException e) {
        var cause = e.getCause() instanceof ConfigValidationException wrapped ? wrapped : e;
        return cause instanceof ConfigValidationException invalid
                ? IntStream.range(0, invalid.getProblemCount())
                        .mapToObj(i -> invalid.getProblem(i).getMessage())
                        .collect(Collectors.joining("; "))
                : String.valueOf(cause.getMessage());
    }
}
