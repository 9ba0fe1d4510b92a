package io.rackboot.tftp;

import io.rackboot.tftp.transfer.Limits;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What this machine's interfaces say about an address that a request was sent to.
final class LocalNetwork {
    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    private static final int IP_UDP_AND_TFTP_HEADERS = 20 + 8 + 4;
    private static final int ETHERNET_MTU = 1500;

    private record View(Map<InetAddress, Integer> mtus, Set<InetAddress> broadcasts, int loopbackMtu, long taken) {}

    // No constant of the class: native-image keeps no address in its heap.
    private final InetAddress limitedBroadcast = InetAddress.ofLiteral("255.255.255.255");
    private volatile View view = look();

    /// {@return the largest block that crosses the address's own link in one IP packet}
    int unfragmentedBlksize(InetAddress local) {
        var fresh = fresh();
        int mtu = local.isLoopbackAddress() ? fresh.loopbackMtu() : fresh.mtus().getOrDefault(local, ETHERNET_MTU);
        return Math.clamp(mtu - IP_UDP_AND_TFTP_HEADERS, Limits.SMALLEST_BLKSIZE, Limits.LARGEST_BLKSIZE);
    }

    /// {@return whether many hosts heard the request: RFC 1123 §4.2.3.1 wants silence then}
    boolean isBroadcast(InetAddress local) {
        return local.isMulticastAddress()
                || local.equals(limitedBroadcast)
                || fresh().broadcasts().contains(local);
    }

    private View fresh() {
        if (System.nanoTime() - view.taken() > FRESH) {
            view = look();
        }
        return view;
    }

    private static View look() {
        var mtus = new HashMap<InetAddress, Integer>();
        var broadcasts = new HashSet<InetAddress>();
        int loopbackMtu = ETHERNET_MTU;
        try {
            for (var network : NetworkInterface.networkInterfaces().toList()) {
                int mtu = network.getMTU();
                loopbackMtu = network.isLoopback() ? mtu : loopbackMtu;
                for (var address : network.getInterfaceAddresses()) {
                    mtus.put(address.getAddress(), mtu);
                    if (address.getBroadcast() != null) {
                        broadcasts.add(address.getBroadcast());
                    }
                }
            }
        } catch (SocketException _) {
            // An interface went away while it was looked at: what was seen is good enough for the next seconds.
        }
        return new View(Map.copyOf(mtus), Set.copyOf(broadcasts), loopbackMtu, System.nanoTime());
    }
}
