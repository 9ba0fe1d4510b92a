package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A route of option 121 (RFC 3442).
///
/// ```
///   +-------------------+------------------------------------------+------------+
///   | prefix length (1) | as much of the network as it takes (0-4) | router (4) |   08 0a … is 10.0.0.0/8
///   +-------------------+------------------------------------------+------------+
/// ```
///
/// @param network where it leads, the host bits zero
/// @param prefixLength 0 (the default route) to 32
/// @param router the next hop; 0.0.0.0 says that the network is on the client's own link
public record ClasslessRoute(Ip4Address network, int prefixLength, Ip4Address router) {
    /// One route or more.
    public static final OptionFormat<List<ClasslessRoute>> FORMAT =
            new OptionFormat<>("classless routes", ClasslessRoute::readAll, ClasslessRoute::writeAll);

    /// @throws IllegalArgumentException for host bits that are set, or a prefix length that cannot be
    public ClasslessRoute {
        var start = network.and(Ip4Address.mask(prefixLength));
        if (!start.equals(network)) {
            throw new IllegalArgumentException("route " + network + "/" + prefixLength + " has host bits set, meant "
                    + start + "/" + prefixLength + "?");
        }
    }

    /// {@return the route to everywhere}
    public static ClasslessRoute byDefault(Ip4Address router) {
        return new ClasslessRoute(Ip4Address.ANY, 0, router);
    }

    /// {@return whether it is the route to everywhere}
    public boolean isDefault() {
        return prefixLength == 0;
    }

    private static List<ClasslessRoute> readAll(ByteBuffer buffer) {
        var routes = new ArrayList<ClasslessRoute>();
        do {
            routes.add(read(buffer));
        } while (buffer.hasRemaining());
        return List.copyOf(routes);
    }

    /// There are servers that send host bits; they mean nothing.
    private static ClasslessRoute read(ByteBuffer buffer) {
        int prefixLength = Byte.toUnsignedInt(buffer.get());
        if (prefixLength > Integer.SIZE) {
            throw new MalformedMessageException(
                    buffer.position() - 1, "route", "prefix length " + prefixLength + " is above 32");
        }
        int network = 0;
        for (int i = 0; i < significantBytes(prefixLength); i++) {
            network |= Byte.toUnsignedInt(buffer.get()) << 24 - 8 * i;
        }
        return new ClasslessRoute(
                new Ip4Address(network).and(Ip4Address.mask(prefixLength)),
                prefixLength,
                new Ip4Address(buffer.getInt()));
    }

    private static Octets writeAll(List<ClasslessRoute> routes) {
        return routes.stream().map(ClasslessRoute::write).reduce(Octets.EMPTY, Octets::plus);
    }

    private Octets write() {
        return Octets.ofInts(prefixLength)
                .plus(network.octets().slice(0, significantBytes(prefixLength)))
                .plus(router.octets());
    }

    private static int significantBytes(int prefixLength) {
        return Math.ceilDiv(prefixLength, Byte.SIZE);
    }

    /// {@return `network/prefixLength via router`}
    @Override
    public String toString() {
        return network + "/" + prefixLength + " via " + router;
    }
}
