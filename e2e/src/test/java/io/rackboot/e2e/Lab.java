package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The rack of `deploy/quickstart`, with the image `demo` and the profile `demo`, shared by all test classes; it is
/// made by the first that asks and removed at the end of the run.
public final class Lab implements ParameterResolver {
    /// The server's address on the rack's bridge.
    static final String SERVER = "192.168.77.1";

    private static final Path TOP = Path.of(System.getProperty("rackboot.top")).normalize();
    private static final String PACKAGING = System.getProperty("rackboot.packaging");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Tools.require("qemu-system-x86_64", "qemu-system-x86");
        Tools.require("ip", "iproute2");
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Rack.class, _ -> Rack.up(), Rack.class);
    }

    /// What a command printed, and how it ended.
    record Outcome(int exit, String output) {
        /// {@return the output of a command that must have succeeded}
        String success() {
            assertThat(exit).as(output).isZero();
            return output;
        }
    }

    /// A running lab.
    static final class Rack implements AutoCloseable {
        private final Path directory;

        private Rack(Path directory) {
            this.directory = directory;
        }

        private static Rack up() {
            try {
                var rack = new Rack(Files.createTempDirectory("rackboot-e2e-"));
                Runtime.getRuntime().addShutdownHook(new Thread(rack::close));
                rack.step(Duration.ofMinutes(3), "up", PACKAGING).success();
                rack.step(Duration.ofMinutes(3), "image", "demo", "1").success();
                rack.step("profile", "demo", "demo").success();
                return rack;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Where the lab keeps its files.
        Path directory() {
            return directory;
        }

        /// Runs one step of `deploy/lab`.
        Outcome step(String... step) {
            return step(Duration.ofSeconds(90), step);
        }

        Outcome step(Duration limit, String... step) {
            var command = new ArrayList<>(List.of(TOP.resolve("deploy/lab").toString()));
            command.addAll(List.of(step));
            return run(limit, command);
        }

        /// Runs a command inside the lab's namespaces.
        Outcome in(String... command) {
            return step(Stream.concat(Stream.of("in"), Stream.of(command)).toArray(String[]::new));
        }

        /// Runs a shell script inside the lab's namespaces.
        Outcome sh(String script) {
            return in("bash", "-c", script);
        }

        /// Starts a command inside whose output is read as it comes.
        Process stream(String... command) {
            var all = new ArrayList<>(List.of(TOP.resolve("deploy/lab").toString(), "in"));
            all.addAll(List.of(command));
            try {
                return builder(all).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// {@return the answer of a GET to a service on the rack's bridge}
        String get(String url) {
            return in("curl", "-sS", "-m", "20", "--fail-with-body", url).success();
        }

        /// {@return the process id of a service, inside}
        String pid(String name) {
            return read(directory.resolve("run").resolve(name + ".pid")).strip();
        }

        /// {@return a service's log}
        String log(String name) {
            return read(directory.resolve("log").resolve(name + ".log"));
        }

        /// {@return what a machine has printed on its serial console, empty before its kernel runs}
        String console(String machine) {
            var console = directory.resolve("log").resolve("console-" + machine + ".log");
            return Files.exists(console) ? read(console) : "";
        }

        // A console may hold any byte; only text is looked for.
        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Outcome run(Duration limit, List<String> command) {
            try {
                var output = Files.createTempFile("rackboot-e2e", ".out");
                var process = builder(command).redirectOutput(output.toFile()).start();
                var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
                var text = Files.readString(output);
                Files.delete(output);
                assertThat(ended)
                        .as("%s took over %s:%n%s", command, limit, text)
                        .isTrue();
                return new Outcome(process.exitValue(), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private ProcessBuilder builder(List<String> command) {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().put("RACKBOOT_LAB", directory.toString());
            return builder;
        }

        /// Keeps the logs beside the test reports, then ends the lab; the second call finds nothing to do.
        @Override
        public synchronized void close() {
            if (!Files.isDirectory(directory)) {
                return;
            }
            run(
                    Duration.ofSeconds(30),
                    List.of(
                            "bash",
                            "-c",
                            "mkdir -p \"$2\" && cp -r \"$1\"/log/. \"$2\"",
                            "logs",
                            directory.toString(),
                            System.getProperty("rackboot.logs")));
            step("down").success();
        }
    }
}
