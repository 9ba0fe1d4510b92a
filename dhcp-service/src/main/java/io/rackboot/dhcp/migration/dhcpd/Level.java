package io.rackboot.dhcp.migration.dhcpd;

/// Where a statement stands.
enum Level {
    /// Outside of every block.
    GLOBAL,
    /// In a shared network: for each of its subnets.
    SHARED_NETWORK,
    /// In a subnet.
    SUBNET,
    /// In a group that holds subnets.
    GROUP_OF_NETWORKS,
    /// In a group of hosts.
    GROUP_OF_HOSTS,
    /// In a pool.
    POOL,
    /// In a host.
    HOST;

    /// {@return whether what is set here is set for whole networks}
    boolean ofNetworks() {
        return switch (this) {
            case GLOBAL, SHARED_NETWORK, SUBNET, GROUP_OF_NETWORKS -> true;
            case GROUP_OF_HOSTS, POOL, HOST -> false;
        };
    }
}
