package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.migration.dhcpd.DhcpdReader;
import io.rackboot.dhcp.migration.dnsmasq.DnsmasqReader;
import io.rackboot.dhcp.migration.ethers.EthersReader;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.migration.kea.KeaReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The formats that can be read.
enum Format {
    /// ISC DHCP's.
    DHCPD,
    /// dnsmasq's, or files of its `dhcp-hostsfile`.
    DNSMASQ,
    /// Kea's.
    KEA,
    /// `/etc/ethers`.
    ETHERS;

    /// {@return the format of that word}
    static Optional<Format> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /// {@return what files in this format say together}
    List<Finding> read(List<SourceText> sources, Surroundings surroundings) {
        return switch (this) {
            case DHCPD -> DhcpdReader.read(sources, surroundings);
            case DNSMASQ -> DnsmasqReader.read(sources, surroundings);
            case KEA -> KeaReader.read(sources, surroundings);
            case ETHERS -> EthersReader.read(sources, surroundings);
        };
    }
}
