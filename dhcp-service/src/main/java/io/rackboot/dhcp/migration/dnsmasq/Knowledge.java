package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.Reasons;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The options of dnsmasq(8) that carry nothing over, and why.
final class Knowledge {
    /// What is about the old program itself, or what this service does anyway.
    private static final Set<String> NEEDLESS = words("""
            no-daemon keep-in-foreground user group pid-file log-facility log-async log-dhcp log-queries log-debug
            quiet-dhcp quiet-dhcp6 quiet-ra quiet-tftp dhcp-leasefile leasefile-ro bind-interfaces bind-dynamic port
            dhcp-authoritative dhcp-no-override dhcp-ignore-clid dhcp-lease-max no-ident
            """);

    private static final Set<String> DNS = words("""
            address alias addn-hosts hostsdir all-servers auth-peer auth-sec-servers auth-server auth-soa auth-ttl
            auth-zone bogus-nxdomain bogus-priv caa-record cache-rr cache-size clear-on-reload cname dns-forward-max
            dns-loop-detect dns-rr dnssec dnssec-check-unsigned dnssec-no-timecheck dnssec-timestamp domain-needed
            dynamic-host edns-packet-max expand-hosts fast-dns-retry filter-A filter-AAAA filter-rr filterwin2k
            host-record ignore-address interface-name ipset local local-service local-ttl localise-queries localmx
            max-cache-ttl max-port max-tcp-connections max-ttl min-cache-ttl min-port mx-host mx-target naptr-record
            neg-ttl nftset no-hosts no-negcache no-poll no-resolv no-round-robin port-limit proxy-dnssec ptr-record
            query-port rebind-domain-ok rebind-localhost-ok resolv-file rev-server selfmx server servers-file srv-host
            stop-dns-rebind strict-order synth-domain trust-anchor txt-record use-stale-cache dhcp-fqdn dhcp-ttl
            """);

    private static final Set<String> BOOT = words("""
            dhcp-boot dhcp-match dhcp-name-match dhcp-pxe-vendor dhcp-userclass dhcp-vendorclass enable-tftp
            pxe-prompt pxe-service tag-if tftp-lowercase tftp-max tftp-mtu tftp-no-blocksize tftp-no-fail
            tftp-port-range tftp-root tftp-secure tftp-single-port tftp-unique-root
            """);

    private static final String SOLICITATIONS = "router solicitations are answered; see dhcp.router-advertisements";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("conf-script", "a script is not run"),
            Map.entry("dhcp-script", "a script is not run; lease facts are on NATS"),
            Map.entry("dhcp-luascript", "a script is not run; lease facts are on NATS"),
            Map.entry("enable-ra", SOLICITATIONS),
            Map.entry("ra-param", SOLICITATIONS),
            Map.entry("listen-address", "interfaces are served, not addresses; see dhcp.interfaces"),
            Map.entry("except-interface", "the interfaces to serve are named; see dhcp.interfaces"),
            Map.entry("no-dhcp-interface", "the interfaces to serve are named; see dhcp.interfaces"));

    private Knowledge() {}

    private static Set<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /// {@return why an option without meaning here is left; empty where nobody will miss it}
    static Optional<String> whyLeft(String keyword) {
        if (NEEDLESS.contains(keyword)) {
            return Optional.empty();
        }
        if (DNS.contains(keyword)) {
            return Optional.of("DNS is not this service's");
        }
        return Optional.of(
                BOOT.contains(keyword) ? Reasons.BOOT : REASONS.getOrDefault(keyword, Reasons.NO_COUNTERPART));
    }
}
