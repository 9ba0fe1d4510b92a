package io.rackboot.dhcp.migration.kea;

import java.util.List;
import java.util.stream.Stream;

/// The members of Kea's configuration that carry nothing over.
final class Knowledge {
    /// What is about the old program itself, or what this service does anyway.
    static final List<String> NEEDLESS = List.of(
            "allocator",
            "authoritative",
            "calculate-tee-times",
            "comment",
            "config-control",
            "control-socket",
            "control-sockets",
            "decline-probation-period",
            "dhcp-queue-control",
            "dhcp4o6-port",
            "early-global-reservations-lookup",
            "echo-client-id",
            "expired-leases-processing",
            "host-reservation-identifiers",
            "hostname-char-set",
            "hostname-char-replacement",
            "ip-reservations-unique",
            "lease-database",
            "loggers",
            "match-client-id",
            "multi-threading",
            "parked-packet-limit",
            "reservation-mode",
            "reservations-global",
            "reservations-in-subnet",
            "reservations-lookup-first",
            "reservations-out-of-pool",
            "sanity-checks",
            "server-tag",
            "statistic-default-sample-age",
            "statistic-default-sample-count",
            "stash-agent-options",
            "store-extended-info",
            "t1-percent",
            "t2-percent",
            "user-context",
            "cache-max-age",
            "cache-threshold");

    /// The same in a subnet: how Kea numbers it and chooses it.
    static final List<String> NEEDLESS_IN_SUBNETS = plus(NEEDLESS, "id", "interface", "name");

    /// What Kea tells of loaders.
    static final List<String> BOOT =
            List.of("next-server", "boot-file-name", "server-hostname", "client-classes", "option-def");

    /// T1 and T2.
    static final List<String> RENEWAL = List.of("renew-timer", "rebind-timer");

    /// DNS updates.
    static final List<String> DNS_UPDATES = List.of(
            "dhcp-ddns",
            "ddns-send-updates",
            "ddns-override-no-update",
            "ddns-override-client-update",
            "ddns-replace-client-name",
            "ddns-generated-prefix",
            "ddns-qualifying-suffix",
            "ddns-update-on-renew",
            "ddns-use-conflict-resolution",
            "ddns-conflict-resolution-mode");

    private Knowledge() {}

    private static List<String> plus(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }
}
