package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Bootp;
import io.rackboot.dhcp.reply.BootpClients;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.ProxyOffer;
import io.rackboot.dhcp.socket.SocketSettings;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Rack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configuration, checked; each error names the property.
///
/// @param mode whether addresses are given
/// @param proxyOffer how a proxy's offer brings PXE firmware to its file
/// @param beside what is done on the interfaces beside DHCP
/// @param networks the subnets by link
/// @param parameters what clients are told besides address and boot file
/// @param loopGuard whether machines that boot in a loop are given something else
record Settings(
        Rack rack,
        DhcpConfig.Mode mode,
        ProxyOffer proxyOffer,
        Path stateDirectory,
        SocketSettings sockets,
        BesideDhcp.Interfaces beside,
        List<Subnet> subnets,
        List<SharedNetwork> networks,
        Conduct conduct,
        Extensions extensions,
        Parameters parameters,
        BootSite boot,
        boolean loopGuard) {
    private static final int LONGEST_INTERFACE_NAME = 15;
    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern DOMAIN = Pattern.compile("([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*"
            + "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.?");

    /// @throws IllegalArgumentException naming the property that is wrong
    static Settings of(DhcpConfig config) {
        var subnets = subnets(config.subnets(), config.mode());
        var interfaces = checked("dhcp.interfaces", () -> interfaces(config.interfaces()));
        var boot = BootSettings.of(config.boot());
        return new Settings(
                checked("dhcp.rack", () -> new Rack(config.rack())),
                config.mode(),
                config.proxyOffer(),
                checked("dhcp.state-directory", () -> directory(config.stateDirectory())),
                new SocketSettings(
                        interfaces,
                        checked("dhcp.server-port", () -> port(config.serverPort())),
                        bootServerPort(config, boot),
                        checked("dhcp.client-port", () -> port(config.clientPort())),
                        config.alwaysBroadcast(),
                        subnets),
                beside(config, interfaces),
                subnets,
                networks(subnets, config.subnets()),
                new Conduct(config.authoritative(), config.clientIdentity(), bootp(config)),
                OptionSettings.extensions(config),
                OptionSettings.parameters(config, subnets),
                boot,
                config.boot().loopGuard());
    }

    private static BesideDhcp.Interfaces beside(DhcpConfig config, List<String> interfaces) {
        boolean probes = config.conflictDetection() && config.mode() == DhcpConfig.Mode.SERVER;
        return new BesideDhcp.Interfaces(
                config.routerAdvertisements() ? interfaces : List.of(),
                config.rarp() ? interfaces : List.of(),
                probes ? interfaces : List.of());
    }

    /// {@return the property that differs although a running service cannot go over to another value of it}
    Optional<String> changedForGood(Settings next) {
        record Fixed(String property, Object here, Object there) {}
        return Stream.of(
                        new Fixed("dhcp.rack", rack.label(), next.rack.label()),
                        new Fixed("dhcp.mode", word(mode), word(next.mode)),
                        new Fixed("dhcp.state-directory", stateDirectory, next.stateDirectory),
                        new Fixed("dhcp.server-port", sockets.serverPort(), next.sockets.serverPort()),
                        new Fixed(
                                "dhcp.boot-server-port",
                                sockets.bootServerPort().or(next.sockets::bootServerPort),
                                next.sockets.bootServerPort().or(sockets::bootServerPort)),
                        new Fixed("dhcp.client-port", sockets.clientPort(), next.sockets.clientPort()),
                        new Fixed("dhcp.always-broadcast", sockets.alwaysBroadcast(), next.sockets.alwaysBroadcast()),
                        new Fixed("dhcp.client-identity", word(conduct.identity()), word(next.conduct.identity())))
                .filter(fixed -> !fixed.here().equals(fixed.there()))
                .map(fixed -> fixed.property() + ": " + fixed.there() + " in place of " + fixed.here()
                        + " needs a restart of the service")
                .findFirst();
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A subnet that shares its link with none is a link of its own, even one named like the link of others.
    private static List<SharedNetwork> networks(List<Subnet> subnets, Map<String, DhcpConfig.SubnetConfig> configs) {
        var alone = new ArrayList<SharedNetwork>();
        var shared = new TreeMap<String, List<Subnet>>();
        for (var subnet : subnets) {
            configs.get(subnet.name())
                    .sharedNetwork()
                    .ifPresentOrElse(
                            link -> shared.computeIfAbsent(link, _ -> new ArrayList<>())
                                    .add(subnet),
                            () -> alone.add(SharedNetwork.of(subnet)));
        }
        shared.forEach((link, members) -> alone.add(new SharedNetwork(link, members)));
        return List.copyOf(alone);
    }

    private static Optional<Integer> bootServerPort(DhcpConfig config, BootSite boot) {
        boolean wanted = config.mode() == DhcpConfig.Mode.PROXY || boot.menu().isPresent();
        return Optional.of(config.bootServerPort())
                .filter(_ -> wanted)
                .map(number -> checked("dhcp.boot-server-port", () -> port(number)));
    }

    private static List<Subnet> subnets(Map<String, DhcpConfig.SubnetConfig> configs, DhcpConfig.Mode mode) {
        if (configs.isEmpty() && mode == DhcpConfig.Mode.SERVER) {
            throw new IllegalArgumentException(
                    "dhcp.subnets: none is configured; set dhcp.subnets.<name>.network and .ranges");
        }
        var subnets = new ArrayList<Subnet>();
        new TreeMap<>(configs).forEach((name, config) -> {
            var subnet = subnet(name, config);
            for (var other : subnets) {
                requireApart(subnet, other);
            }
            subnets.add(subnet);
        });
        return List.copyOf(subnets);
    }

    private static void requireApart(Subnet subnet, Subnet other) {
        if (subnet.contains(other.network()) || other.contains(subnet.network())) {
            throw new IllegalArgumentException("dhcp.subnets." + subnet.name() + ".network: " + subnet.cidr()
                    + " overlaps " + other.cidr() + " of dhcp.subnets." + other.name());
        }
    }

    private static Subnet subnet(String name, DhcpConfig.SubnetConfig config) {
        var prefix = "dhcp.subnets." + name;
        var network = checked(prefix + ".network", () -> Network.parse(config.network()));
        var ranges = PoolSettings.ranges(prefix, config);
        var routers = each(prefix + ".routers", config.routers(), Ip4Address::parse);
        var nameServers = each(prefix + ".domain-name-servers", config.domainNameServers(), Ip4Address::parse);
        var domain = checked(prefix + ".domain-name", () -> config.domainName().map(Settings::domain));
        try {
            return new Subnet(
                    name,
                    network.address(),
                    network.prefixLength(),
                    ranges,
                    routers,
                    nameServers,
                    domain,
                    PoolSettings.policy(prefix, config));
        } catch (IllegalArgumentException e) {
            // Its message begins with the option.
            throw new IllegalArgumentException(prefix + "." + e.getMessage(), e);
        }
    }

    private static String domain(String name) {
        if (name.length() > LONGEST_DOMAIN || !DOMAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("not a domain name: " + name);
        }
        return name;
    }

    private record Network(Ip4Address address, int prefixLength) {
        static Network parse(String text) {
            var slash = text.indexOf('/');
            if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
                throw new IllegalArgumentException("not a network of the form 192.168.77.0/24: " + text);
            }
            return new Network(Ip4Address.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }
    }

    private static Bootp bootp(DhcpConfig config) {
        var clients = config.subnets().entrySet().stream()
                .filter(subnet -> subnet.getValue().bootp() != BootpClients.RESERVED)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, subnet -> subnet.getValue().bootp()));
        return checked("dhcp.bootp-server-name", () -> new Bootp(config.bootpServerName(), clients));
    }

    private static List<String> interfaces(Optional<List<String>> names) {
        if (names.orElse(List.of()).isEmpty()) {
            throw new IllegalArgumentException("none is configured; name those to serve, such as eth0,eth1");
        }
        names.get().forEach(Settings::requireInterfaceName);
        if (names.get().stream().distinct().count() < names.get().size()) {
            throw new IllegalArgumentException("one is named twice: " + String.join(",", names.get()));
        }
        return names.get();
    }

    private static void requireInterfaceName(String name) {
        if (name.isEmpty()
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_INTERFACE_NAME
                || !name.matches("[\\x21-\\x7e&&[^/]]+")) {
            throw new IllegalArgumentException("not the name of an interface (1 to 15 characters): " + name);
        }
    }

    private static Path directory(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is no directory");
        }
        return path.toAbsolutePath();
    }

    static int port(int value) {
        if (value < 1 || value > 65535) {
            throw new IllegalArgumentException("must be 1 to 65535, not " + value);
        }
        return value;
    }

    static <T> List<T> each(String property, Optional<List<String>> texts, Function<String, T> parse) {
        return checked(
                property, () -> texts.orElse(List.of()).stream().map(parse).toList());
    }

    static <T> T checked(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }
}
