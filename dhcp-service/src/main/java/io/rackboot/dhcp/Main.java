package io.rackboot.dhcp;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.rackboot.dhcp.migration.ImportCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The program: the service, or with a first word the command of that name. Everything else is set by properties.
@QuarkusMain
public final class Main {
    /// Starts the service, or runs a command, which starts no server, and ends with its status.
    public static void main(String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "" -> Quarkus.run(null, Main::end, arguments);
            case "import" -> {
                var words = List.of(arguments).subList(1, arguments.length);
                System.exit(ImportCommand.run(words, System.out, System.err));
            }
            case "--help", "-h" -> System.out.print(help());
            case "--version", "-V" -> System.out.println("dhcp-service " + version());
            default -> {
                System.err.println("dhcp-service: there is no command " + arguments[0] + "; see dhcp-service --help");
                System.exit(ImportCommand.USAGE);
            }
        }
    }

    /// The operator is told what he can mend without a stack trace: it is not the program that is wrong.
    private static void end(int status, @Nullable Throwable cause) {
        var mistake = Stream.iterate(Optional.ofNullable(cause), Optional::isPresent, e -> e.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .filter(CannotStartException.class::isInstance)
                .findFirst();
        mistake.ifPresentOrElse(
                e -> System.err.println("dhcp-service cannot start: " + e.getMessage()),
                () -> Optional.ofNullable(cause)
                        .ifPresent(e -> Logger.getLogger(Main.class).error("dhcp-service cannot start", e)));
        System.exit(status);
    }

    /// {@return what can be said in a page}
    static String help() {
        return """
                Usage: dhcp-service [-DPROPERTY=VALUE...]   serve, as configured
                       dhcp-service import --help           take over another server's configuration
                       dhcp-service --help | --version

                Gives machines addresses and boot files: a DHCPv4 server for racks that boot over the network.
                On a JVM the properties stand before -jar: java -DPROPERTY=VALUE... -jar quarkus-run.jar

                At least:
                  dhcp.interfaces=eth0                        the interfaces to serve, comma-separated
                  dhcp.subnets.NAME.network=192.168.77.0/24   a subnet for each interface and relay
                  dhcp.subnets.NAME.ranges=192.168.77.100-192.168.77.199
                Often:
                  dhcp.subnets.NAME.routers, dhcp.subnets.NAME.domain-name-servers, dhcp.subnets.NAME.lease-time (1H)
                  dhcp.state-directory=/var/lib/rackboot/dhcp the leases
                  dhcp.boot.http-server, dhcp.boot.tftp-server  who serves boot files: this host
                  nats.servers=nats://127.0.0.1:4222          facts and documents; the service works without
                  quarkus.http.port=8067                      /leases, /reload, /q/health, /q/metrics, /q/openapi

                Properties are read from config/application.properties in the working directory, then from the
                environment (DHCP_INTERFACES), then from -D; the last word counts. QUARKUS_CONFIG_LOCATIONS names more files.

                SIGHUP, or POST /reload, reads the files again: all of a changed configuration is used, or, where something
                is wrong with it, nothing; the log names the property. SIGTERM ends the service in good order.

                Exit status: 0 after --help and --version; 1 where the configuration or the leases cannot be used, with the
                reason; 2 for a wrong command; 143 after SIGTERM.
                """;
    }

    private static String version() {
        try (var text = Objects.requireNonNull(Main.class.getResourceAsStream("version.txt"), "no version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
