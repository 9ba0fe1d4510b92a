package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A server host, a relay and clients, each in a network namespace of its own.
///
/// ```
///   server: rack0 192.168.77.1/24 ---+--- clients
///                                    +--- relay 192.168.77.2 | far0 192.168.78.1/24 ------ clients
///                                                            | hall0 192.168.79.1/24 and 192.168.80.1/24 --- clients
/// ```
final class Network implements AutoCloseable {
    private static final String PREFIX = "dhcp-" + ProcessHandle.current().pid() + "-";
    private static final int PATIENCE_SECONDS = 60;

    private final Path directory;

    private Network(Path directory) {
        this.directory = directory;
    }

    /// An empty server host, where this machine allows it.
    static Network create(Path directory) {
        require(Path.of("/usr/bin/id"), "coreutils");
        if (!output(List.of("id", "-u")).strip().equals("0")) {
            unavailable("network namespaces need root");
        }
        for (var tool : List.of("ip iproute2", "ethtool ethtool", "curl curl")) {
            require(tool.split(" ")[0], tool.split(" ")[1]);
        }
        var network = new Network(directory);
        network.sh("ip netns add $server; ip -n $server link set lo up");
        return network;
    }

    /// The program of that name. Where it is missing, the test fails in CI and is skipped elsewhere, saying why.
    static void require(String name, String debianPackage) {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
        if (!found) {
            unavailable(name + " is missing (Debian package " + debianPackage + ")");
        }
    }

    /// The Perl module of that name, likewise.
    static void requirePerl(String module, String debianPackage) {
        require("perl", "perl");
        if (!output(List.of("perl", "-e", "print eval('require " + module + "') ? 'there' : ''"))
                .equals("there")) {
            unavailable(module + " is missing (Debian package " + debianPackage + ")");
        }
    }

    private static void require(Path program, String debianPackage) {
        require(program.getFileName().toString(), debianPackage);
    }

    private static void unavailable(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }

    /// The rack's bridge, and the server's address on it.
    void makeRack() {
        sh("""
                ip -n $server link add rack0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                ip -n $server addr add 192.168.77.1/24 dev rack0
                ip -n $server link set rack0 up
                """);
    }

    /// isc-dhcp-relay between the rack and two more links, and routes past it, in place of an earlier one.
    Process relay(String... options) throws IOException {
        makeRelay();
        sh("""
                for net in 78 79 80; do ip -n $server route replace 192.168.$net.0/24 via 192.168.77.2; done
                ip netns exec $relay sysctl -qw net.ipv4.ip_forward=1
                """);
        return start(
                "relay",
                Stream.of(Stream.of("dhcrelay", "-4", "-d", "--no-pid"), Stream.of(options), Stream.of("192.168.77.1"))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    /// A host on the rack and two more links that forwards no packets between them, in place of an earlier one.
    void makeRelay() {
        sh("""
                ip -n $server link del relay0 2>/dev/null || true
                ip netns del $relay 2>/dev/null || true
                ip netns add $relay
                ip -n $relay link set lo up
                ip -n $relay link add card0 type veth peer name relay0 netns $server
                ip -n $relay link add far0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                ip -n $relay addr add 192.168.77.2/24 dev card0
                ip -n $relay addr add 192.168.78.1/24 dev far0
                ip -n $relay link add hall0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                ip -n $relay addr add 192.168.79.1/24 dev hall0
                ip -n $relay addr add 192.168.80.1/24 dev hall0
                ip -n $relay link set card0 up
                ip -n $relay link set far0 up
                ip -n $relay link set hall0 up
                ip -n $server link set relay0 master rack0 up
                ip netns exec $relay ethtool -K card0 tx off >/dev/null
                ip netns exec $server ethtool -K relay0 tx off >/dev/null
                ip netns exec $relay sysctl -qw net.ipv4.ip_forward=0
                """);
    }

    /// A client host with an interface `eth0`, on a bridge `rack…` of the server, or `far0` or `hall0` of the relay.
    /// DHCP
    /// clients with packet sockets drop datagrams whose checksum was left to a card.
    Host client(String name, String mac, String bridge) {
        sh("""
                host=%1$s; at=%3$s
                ip netns add $host
                ip -n $host link set lo up
                ip -n $host link add eth0 address %2$s type veth peer name v%4$s netns $at
                ip netns exec $host ethtool -K eth0 tx off >/dev/null
                ip netns exec $at ethtool -K v%4$s tx off >/dev/null
                ip -n $at link set v%4$s master %5$s up
                ip -n $host link set eth0 up
                """.formatted(PREFIX + name, mac, bridge.startsWith("rack") ? "$server" : "$relay", name, bridge));
        return new Host(name);
    }

    /// Runs a script whose `$server` and `$relay` are those namespaces, to a good end.
    String sh(String script) {
        return output(List.of("bash", "-euc", "server=" + PREFIX + "server; relay=" + PREFIX + "relay\n" + script));
    }

    /// Runs a command on the server host to a good end. {@return what it printed}
    String onServer(String command) {
        return sh("ip netns exec $server " + command);
    }

    /// {@return what the service answers at a path of its HTTP, whatever the status; empty while nobody listens there}
    String http(String path) {
        return onServer("curl -s -m 2 'http://127.0.0.1:8067/" + path + "' || case $? in 7|28) ;; *) exit 1 ;; esac");
    }

    /// Waits until the service serves the rack.
    void awaitReady() {
        Await.until("readiness", () -> http("q/health/ready").contains("192.168.77.1"));
    }

    /// Starts a program on a host.
    Process start(String host, String... command) throws IOException {
        var whole = Stream.concat(Stream.of("ip", "netns", "exec", PREFIX + host), Stream.of(command))
                .toList();
        return new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(host + ".log").toFile()))
                .start();
    }

    String log(String host) {
        try {
            return Files.readString(directory.resolve(host + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(List<String> command) {
        try {
            var file = Files.createTempFile("dhcp", ".out");
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(file.toFile())
                        .start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                var printed = Files.readString(file);
                assertThat(ended).as("%s ended: %s", command, printed).isTrue();
                assertThat(process.exitValue()).as("%s: %s", command, printed).isZero();
                return printed;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        output(List.of("bash", "-c", """
                for host in $(ip netns list | cut -d' ' -f1 | grep "^%s"); do
                  ip netns pids $host | xargs -r kill -9
                  ip netns del $host
                done
                """.formatted(PREFIX)));
    }

    /// A client host.
    final class Host {
        private static final String DHCLIENT = """
                #!/bin/bash
                env >%1$s.$reason
                case $reason in
                  BOUND | REBOOT) ip addr replace "$new_ip_address/24" dev eth0
                    [ -z "$new_routers" ] || ip route replace default via "${new_routers%%%% *}" ;;
                esac
                """;
        private static final String UDHCPC = """
                #!/bin/bash
                env >%1$s.new && mv %1$s.new %1$s.$1
                case $1 in
                  bound | renew) ip addr replace "$ip/$mask" dev eth0
                    [ -z "$router" ] || ip route replace default via "$router" ;;
                esac
                """;

        private final String name;

        private Host(String name) {
            this.name = name;
        }

        /// Has dhclient get a lease, or confirm the one it has. {@return what it hands to its script}
        Map<String, String> dhclient(String reason, String... options) {
            Network.require("dhclient", "isc-dhcp-client");
            script(DHCLIENT);
            run("timeout 40 dhclient -4 -1 -v -lf %1$s.leases -pf %1$s.pid -sf %1$s.script %2$s eth0"
                    .formatted(base(), String.join(" ", options)));
            return variables(reason);
        }

        /// Has dhclient get a lease with a configuration of its own. {@return what it hands to its script}
        Map<String, String> dhclientWith(String configuration) {
            Network.require("dhclient", "isc-dhcp-client");
            script(DHCLIENT);
            write(base() + ".conf", configuration);
            run("timeout 40 dhclient -4 -1 -v -cf %1$s.conf -lf %1$s.leases -pf %1$s.pid -sf %1$s.script eth0"
                    .formatted(base()));
            return variables("BOUND");
        }

        /// Has dhcpcd get a lease, its files in a mount namespace of its own. {@return what it printed}
        String dhcpcd(String... options) {
            Network.require("dhcpcd", "dhcpcd-base");
            Network.require("unshare", "util-linux");
            var command = "mount -t tmpfs none /run && mkdir -p /var/lib/dhcpcd"
                    + " && mount -t tmpfs none /var/lib/dhcpcd && timeout 40 dhcpcd -4 -1 -B -d --noarp -f /dev/null"
                    + " -c /bin/true " + String.join(" ", options) + " eth0";
            return output(List.of("ip", "netns", "exec", PREFIX + name, "unshare", "-m", "bash", "-ec", command));
        }

        /// Has dhclient give its lease back.
        void dhclientRelease() {
            run("timeout 40 dhclient -4 -r -v -lf %1$s.leases -pf %1$s.pid -sf %1$s.script eth0".formatted(base()));
        }

        /// Has udhcpc get a lease and stay.
        Process udhcpc(String... options) throws IOException {
            Network.require("udhcpc", "udhcpc");
            script(UDHCPC);
            var command = Stream.of("udhcpc", "-f", "-i", "eth0", "-t", "5", "-T", "3", "-R", "-s", base() + ".script");
            return start(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
        }

        /// Begins to write down the DHCP replies that its card hears, whomever they are for.
        SeenReplies seeReplies() throws IOException {
            return new SeenReplies(capture("udp src port 67"));
        }

        /// Begins to write down what its card hears. {@return the file}
        Path capture(String filter) throws IOException {
            Network.require("tcpdump", "tcpdump");
            var file = Path.of(base() + ".pcap");
            var command = "tcpdump -i eth0 -Z root -U --immediate-mode -w " + file + " " + filter;
            start(command.split(" "));
            Await.until("tcpdump on " + name, () -> log(name).contains("listening on"));
            return file;
        }

        /// {@return what the client handed to its script, once it did}
        Map<String, String> await(String reason) {
            Await.until(name + " " + reason, () -> Files.exists(Path.of(base() + "." + reason)));
            return variables(reason);
        }

        /// Runs a command to a good end. {@return what it printed}
        String run(String command) {
            return output(List.of("bash", "-c", "ip netns exec " + PREFIX + name + " " + command));
        }

        /// Starts a program that stays.
        Process start(String... command) throws IOException {
            return Network.this.start(name, command);
        }

        private void script(String text) {
            var script = write(base() + ".script", text.formatted(base()));
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }

        private static Path write(String file, String text) {
            try {
                return Files.writeString(Path.of(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Map<String, String> variables(String reason) {
            var variables = new TreeMap<String, String>();
            try (var lines = Files.lines(Path.of(base() + "." + reason))) {
                lines.filter(line -> line.contains("="))
                        .forEach(line -> variables.put(
                                line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return variables;
        }

        private String base() {
            return directory.resolve(name).toString();
        }
    }
}
