package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.option.OperatorOption;
import io.rackboot.dhcp.reply.ClientClass;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.OptionSet;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.RenewalTimes;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The configuration's options for clients, and what is spoken beyond RFC 2131; checked, each error names the property.
final class OptionSettings {
    private static final int LAST_ARCHITECTURE = 0xffff;

    private OptionSettings() {}

    /// @param subnets those of the configuration
    /// @throws IllegalArgumentException naming the property that is wrong
    static Parameters parameters(DhcpConfig config, List<Subnet> subnets) {
        var bySubnet = new HashMap<String, Parameters.SubnetParameters>();
        subnets.forEach(subnet ->
                bySubnet.put(subnet.name(), ofSubnet(subnet, config.subnets().get(subnet.name()))));
        return new Parameters(optionSet("dhcp", config), bySubnet, classes(config.clientClasses()));
    }

    /// @throws IllegalArgumentException naming the property that is wrong
    static Extensions extensions(DhcpConfig config) {
        var relays = each("dhcp.lease-query-relays", config.leaseQueryRelays(), Ip4Address::parse);
        return new Extensions(config.rapidCommit(), Set.copyOf(relays));
    }

    private static Parameters.SubnetParameters ofSubnet(Subnet subnet, DhcpConfig.SubnetConfig config) {
        var prefix = "dhcp.subnets." + subnet.name();
        var options = optionSet(prefix, config);
        requireOnce(
                prefix + ".routers",
                options,
                OptionCode.ROUTER,
                subnet.routers().isEmpty());
        requireOnce(
                prefix + ".domain-name-servers",
                options,
                OptionCode.DOMAIN_NAME_SERVER,
                subnet.domainNameServers().isEmpty());
        requireOnce(
                prefix + ".domain-name",
                options,
                OptionCode.DOMAIN_NAME,
                subnet.domainName().isEmpty());
        return new Parameters.SubnetParameters(options, renewal(prefix, subnet, config));
    }

    private static RenewalTimes renewal(String prefix, Subnet subnet, DhcpConfig.SubnetConfig config) {
        try {
            return new RenewalTimes(config.renewalTime(), config.rebindingTime()).suiting(subnet.leaseTime());
        } catch (IllegalArgumentException e) {
            // Its message begins with the property.
            throw new IllegalArgumentException(prefix + "." + e.getMessage(), e);
        }
    }

    private static void requireOnce(String property, OptionSet options, OptionCode<?> code, boolean free) {
        boolean set = options.onRequest().contains(code) || options.forced().contains(code);
        if (set && !free) {
            throw new IllegalArgumentException(property + ": the subnet's options have " + code + " too");
        }
    }

    private static List<ClientClass> classes(Map<String, DhcpConfig.ClassConfig> configs) {
        var classes = new ArrayList<ClientClass>();
        new TreeMap<>(configs).forEach((name, config) -> classes.add(ofClass("dhcp.client-classes." + name, config)));
        return classes;
    }

    private static ClientClass ofClass(String prefix, DhcpConfig.ClassConfig config) {
        var architectures = each(prefix + ".architectures", config.architectures(), OptionSettings::architecture);
        var hardware = each(prefix + ".hardware-addresses", config.hardwareAddresses(), OptionSettings::hardware);
        var options = optionSet(prefix, config);
        return checked(
                prefix,
                () -> new ClientClass(
                        Set.copyOf(architectures),
                        config.vendorClasses().orElse(List.of()),
                        Set.copyOf(config.userClasses().orElse(List.of())),
                        hardware,
                        options));
    }

    private static int architecture(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LAST_ARCHITECTURE) {
            throw new IllegalArgumentException("not a value of option 93, 0 to 65535: " + text);
        }
        return Integer.parseInt(text);
    }

    private static Octets hardware(String text) {
        if (!text.matches("\\p{XDigit}{2}([:-]?\\p{XDigit}{2}){0,5}")) {
            throw new IllegalArgumentException("not the beginning of an Ethernet address, such as 00:0b:82: " + text);
        }
        return Octets.ofHex(text.replaceAll("[:-]", ""));
    }

    private static OptionSet optionSet(String prefix, DhcpOptionsConfig config) {
        var onRequest = options(prefix + ".options", config.options());
        var forced = options(prefix + ".forced-options", config.forcedOptions());
        forced.codes().stream()
                .filter(code -> onRequest.bytes(code).isPresent())
                .findFirst()
                .ifPresent(code -> {
                    throw new IllegalArgumentException(
                            prefix + ".forced-options: option " + code + " stands in " + prefix + ".options too");
                });
        return new OptionSet(onRequest, forced);
    }

    private static DhcpOptions options(String prefix, Map<String, String> texts) {
        var byCode = new TreeMap<Integer, Octets>();
        new TreeMap<>(texts).forEach((name, value) -> {
            var option = checked(prefix + "." + name, () -> OperatorOption.parse(name, value));
            if (byCode.put(option.code(), option.bytes()) != null) {
                throw new IllegalArgumentException(
                        prefix + "." + name + ": option " + option.code() + " is set by another name too");
            }
        });
        return DhcpOptions.of(byCode);
    }

    private static <T> List<T> each(String property, Optional<List<String>> texts, Function<String, T> parse) {
        return checked(
                property, () -> texts.orElse(List.of()).stream().map(parse).toList());
    }

    private static <T> T checked(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }
}
