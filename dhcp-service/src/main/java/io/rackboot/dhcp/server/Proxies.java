package io.rackboot.dhcp.server;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Who answers for more addresses than one host has: a router that does proxy ARP (RFC 1027) does for every one.
final class Proxies {
    /// For how many addresses a host is believed to answer.
    static final int BELIEVED = 8;

    private static final int HOSTS = 1024;

    private final Map<HardwareAddress, Set<Ip4Address>> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HardwareAddress, Set<Ip4Address>> eldest) {
            return size() > HOSTS;
        }
    };

    /// {@return whether the host, which now answers for this address too, is a proxy}
    boolean isOne(HardwareAddress host, Ip4Address address) {
        var addresses = answers.computeIfAbsent(host, _ -> new HashSet<>());
        if (addresses.size() <= BELIEVED) {
            addresses.add(address);
        }
        return addresses.size() > BELIEVED;
    }
}
