package io.rackboot.image;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.rackboot.image.boottest.Accelerator;
import io.rackboot.image.command.BuildCommand;
import io.rackboot.image.command.Means;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The program: the service, or with a first word the command of that name. Everything else is set by properties.
@QuarkusMain
public final class Main {
    private static final int PRIORITY = 200;

    private static final String HELP = """
            Usage: image-service [-DPROPERTY=VALUE...]   serve, as configured
                   image-service build --help            build an image, here or by a service
                   image-service --help

            Turns short specifications into bootable images, publishes them and delivers their files.
            On a JVM the properties stand before -jar: java -DPROPERTY=VALUE... -jar quarkus-run.jar

            Often:
              image.state-directory=/var/lib/rackboot/image   builds, artifacts, images
              image.public-url=http://127.0.0.1:8083          where readers of the images reach this service
              image.busybox=/bin/busybox                      static, put into every image
              nats.servers=nats://127.0.0.1:4222              facts and documents; the service works without
              quarkus.http.port=8083                          /builds, /images, /artifacts, /q/health, /q/openapi

            Exit status: 0 after --help; 1 where the service cannot start; 2 for a wrong command; 143 after SIGTERM.
            """;

    private Main() {}

    /// Starts the service, or runs a command, which starts no server, and ends with its status.
    public static void main(String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "" -> Quarkus.run(arguments);
            case "build" -> {
                var words = List.of(arguments).subList(1, arguments.length);
                System.exit(new BuildCommand(Main::means, System.in, System.out, System.err).run(words));
            }
            case "--help", "-h" -> System.out.print(HELP);
            default -> {
                System.err.println("image-service: there is no command " + arguments[0] + "; see image-service --help");
                System.exit(BuildCommand.USAGE);
            }
        }
    }

    /// The options as the service has them, without the service.
    private static Means means() {
        try {
            var options = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    // A native executable discovers none.
                    .withConverter(Path.class, PRIORITY, new PathConverter())
                    .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                    .withConverter(Duration.class, PRIORITY, new DurationConverter())
                    .withConverter(
                            Accelerator.class, PRIORITY, word -> Accelerator.valueOf(word.toUpperCase(Locale.ROOT)))
                    .withMapping(ImageConfig.class)
                    .build();
            return ImageSettings.means(options.getConfigMapping(ImageConfig.class));
        } catch (ConfigValidationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
