package io.rackboot.e2e;

import java.util.Map;
import java.util.TreeMap;

/// A client host: a network namespace inside the lab with one interface, `eth0`, on one of the lab's bridges.
record Client(Lab.Rack rack, String name) implements AutoCloseable {

    /// Makes the host. Checksums are left to no card: DHCP clients with packet sockets drop what has none.
    static Client on(Lab.Rack rack, String bridge, String name, String mac) {
        rack.sh("""
                set -e
                ip netns add %1$s
                ip link add v%1$s type veth peer name eth0 address %3$s netns %1$s
                ip link set v%1$s master %2$s up
                ip -n %1$s link set lo up
                ip -n %1$s link set eth0 up
                ethtool -K v%1$s tx off >/dev/null
                ip netns exec %1$s ethtool -K eth0 tx off >/dev/null
                """.formatted(name, bridge, mac)).success();
        return new Client(rack, name);
    }

    /// Runs a shell script on the host.
    Lab.Outcome sh(String script) {
        return rack.in("ip", "netns", "exec", name, "bash", "-c", script);
    }

    /// Has dhclient get a lease and applies it. {@return the variables dhclient hands to its script}
    Map<String, String> dhclient() {
        Tools.require("dhclient", "isc-dhcp-client");
        sh("""
                cat >/run/%1$s.script <<'SCRIPT'
                #!/bin/bash
                env >/run/%1$s.$reason
                [ "$reason" != BOUND ] && [ "$reason" != REBOOT ] && exit 0
                ip addr add "$new_ip_address/24" dev eth0
                [ -z "$new_routers" ] || ip route replace default via "${new_routers%%%% *}"
                SCRIPT
                chmod +x /run/%1$s.script
                timeout 30 dhclient -4 -1 -v -lf /run/%1$s.leases -pf /run/%1$s.pid -sf /run/%1$s.script eth0
                """.formatted(name)).success();
        return variables(sh("cat /run/" + name + ".BOUND").success());
    }

    /// Has busybox udhcpc get a lease and applies it. {@return the variables it hands to its script}
    Map<String, String> udhcpc() {
        Tools.require("busybox", "busybox-static");
        sh("""
                cat >/run/%1$s.script <<'SCRIPT'
                #!/bin/bash
                env >/run/%1$s.$1
                [ "$1" = bound ] || exit 0
                ip addr add "$ip/$mask" dev eth0
                [ -z "$router" ] || ip route replace default via "$router"
                SCRIPT
                chmod +x /run/%1$s.script
                timeout 30 busybox udhcpc -i eth0 -n -q -t 5 -T 3 -s /run/%1$s.script
                """.formatted(name)).success();
        return variables(sh("cat /run/" + name + ".bound").success());
    }

    private static Map<String, String> variables(String environment) {
        var variables = new TreeMap<String, String>();
        environment.lines().filter(line -> line.contains("=")).forEach(line -> {
            var at = line.indexOf('=');
            variables.put(line.substring(0, at), line.substring(at + 1));
        });
        return variables;
    }

    /// Removes the host; a daemonised dhclient ends with it.
    @Override
    public void close() {
        // The kernel removes a namespace's interfaces some time after it: the next host of this name needs them gone.
        rack.sh("ip netns pids %1$s | xargs -r kill -9; ip link del v%1$s; ip netns del %1$s".formatted(name))
                .success();
    }
}
