package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.ClasslessRoute;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which parameters a client is given. The first of these that has one says it: the machine's document (its host
/// name), the classes that the client is of, its subnet, everywhere.
///
/// RFC 3442: who asks for option 121 and is given it heeds no other route, so options 3 and 33 stay away; the routers
/// are its default route, unless option 121 has one.
final class ParameterChoice {
    private static final int ROUTES = OptionCode.CLASSLESS_STATIC_ROUTE.code();
    private static final int ROUTER = OptionCode.ROUTER.code();

    /// What a client is given first that sends no list.
    private static final List<Integer> USUAL_ORDER = List.of(
            ROUTER,
            OptionCode.DOMAIN_NAME_SERVER.code(),
            OptionCode.HOST_NAME.code(),
            OptionCode.DOMAIN_NAME.code(),
            OptionCode.BROADCAST_ADDRESS.code());

    private final Parameters parameters;
    private final Map<String, List<OptionSet>> bySubnet = new HashMap<>();

    ParameterChoice(Parameters parameters, List<SharedNetwork> networks) {
        this.parameters = parameters;
        networks.stream()
                .flatMap(network -> network.subnets().stream())
                .forEach(subnet -> bySubnet.put(
                        subnet.name(),
                        Stream.of(parameters.of(subnet.name()).options(), ownOf(subnet), parameters.everywhere())
                                .filter(options -> !options.isEmpty())
                                .toList()));
    }

    private static OptionSet ownOf(Subnet subnet) {
        var options = DhcpOptions.builder();
        if (!subnet.routers().isEmpty()) {
            options.put(OptionCode.ROUTER, subnet.routers());
        }
        if (!subnet.domainNameServers().isEmpty()) {
            options.put(OptionCode.DOMAIN_NAME_SERVER, subnet.domainNameServers());
        }
        options.put(OptionCode.DOMAIN_NAME, subnet.domainName());
        options.put(OptionCode.BROADCAST_ADDRESS, subnet.broadcast());
        return new OptionSet(options.build(), DhcpOptions.NONE);
    }

    /// {@return T1 and T2 of leases in a subnet}
    RenewalTimes renewal(Subnet subnet) {
        return parameters.of(subnet.name()).renewal();
    }

    /// {@return what this client is told: what it wishes for, and what it must hear}
    ///
    /// @param wished option 55; empty where the client sends none
    DhcpOptions of(Question question, Optional<List<Integer>> wished) {
        var layers = layers(question);
        boolean takesRoutes = wished.isPresent()
                && wished.get().contains(ROUTES)
                && said(ROUTES, layers, question).isPresent();
        var told = DhcpOptions.builder();
        for (int code : codes(layers, wished)) {
            var bytes = takesRoutes && isOtherRoute(code) ? Optional.<Octets>empty() : said(code, layers, question);
            if (bytes.isPresent()) {
                told.putBytes(code, code == ROUTES ? withDefault(bytes.get(), layers, question) : bytes.get());
            }
        }
        return told.build();
    }

    /// From the most to the least particular.
    private List<OptionSet> layers(Question question) {
        var ofSubnet = bySubnet.get(question.subnet().name());
        if (parameters.classes().isEmpty()) {
            return ofSubnet;
        }
        var layers = new ArrayList<OptionSet>();
        for (var kind : parameters.classes()) {
            if (kind.includes(question.request())) {
                layers.add(kind.options());
            }
        }
        layers.addAll(ofSubnet);
        return layers;
    }

    private static List<Integer> codes(List<OptionSet> layers, Optional<List<Integer>> wished) {
        var codes = new ArrayList<>(wished.orElse(USUAL_ORDER));
        for (var layer : layers) {
            for (int code : wished.isEmpty() ? layer.codes() : layer.forced().codes()) {
                if (wished.isEmpty() || isForced(code, layers)) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    private static boolean isForced(int code, List<OptionSet> layers) {
        for (var layer : layers) {
            if (layer.bytes(code).isPresent()) {
                return layer.isForced(code);
            }
        }
        return false;
    }

    private static boolean isOtherRoute(int code) {
        return code == ROUTER || code == OptionCode.STATIC_ROUTE.code();
    }

    private static Optional<Octets> said(int code, List<OptionSet> layers, Question question) {
        if (code == OptionCode.HOST_NAME.code() && question.givenHostName().isPresent()) {
            return question.givenHostName().map(OptionCode.HOST_NAME::encode);
        }
        for (var layer : layers) {
            var bytes = layer.bytes(code);
            if (bytes.isPresent()) {
                return bytes;
            }
        }
        return Optional.empty();
    }

    private static Octets withDefault(Octets routes, List<OptionSet> layers, Question question) {
        boolean hasOne =
                OptionCode.CLASSLESS_STATIC_ROUTE.decode(routes).stream().anyMatch(ClasslessRoute::isDefault);
        return said(ROUTER, layers, question)
                .filter(_ -> !hasOne)
                .map(OptionCode.ROUTER::decode)
                .map(routers -> ClasslessRoute.byDefault(routers.getFirst()))
                .map(route -> routes.plus(OptionCode.CLASSLESS_STATIC_ROUTE.encode(List.of(route))))
                .orElse(routes);
    }
}
