package io.rackboot.dhcp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The packaged application as a command: the executable where one was built, else the JVM's.
final class Packaged {
    private Packaged() {}

    static String[] command(List<String> settings) {
        var properties = settings.stream().map(setting -> "-D" + setting);
        var runner = Optional.ofNullable(System.getProperty("native.image.path"))
                .map(Path::of)
                .filter(Files::isExecutable);
        return runner.map(executable -> Stream.concat(Stream.of(executable.toString()), properties))
                .orElseGet(() -> Stream.of(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx128m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow"),
                                properties,
                                Stream.of("-jar", "target/quarkus-app/quarkus-run.jar"))
                        .flatMap(part -> part))
                .toArray(String[]::new);
    }
}
