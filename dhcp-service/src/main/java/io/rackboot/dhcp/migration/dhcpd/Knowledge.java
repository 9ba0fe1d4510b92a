package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.Reasons;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The statements of dhcpd.conf(5) that carry nothing over, and why.
final class Knowledge {
    /// What is about the old program itself, or what this service does anyway.
    private static final Set<String> NEEDLESS = Set.of(
            "authoritative",
            "ddns-update-style none",
            "ddns-updates off",
            "ddns-updates false",
            "allow booting",
            "allow bootp",
            "allow unknown-clients",
            "allow client-updates",
            "deny client-updates",
            "ignore client-updates",
            "allow declines",
            "allow duplicates",
            "boot-unknown-clients on",
            "boot-unknown-clients true",
            "use-host-decl-names on",
            "use-host-decl-names true",
            "get-lease-hostnames off",
            "get-lease-hostnames false",
            "dynamic");

    private static final Set<String> NEEDLESS_KEYS = Set.of(
            "log-facility",
            "lease-file-name",
            "pid-file-name",
            "omapi-port",
            "omapi-key",
            "db-time-format",
            "local-address",
            "local-port",
            "delayed-ack",
            "max-ack-delay");

    private static final String UNKNOWN_CLIENTS =
            "a subnet serves all machines or the known ones (unknown-clients); no others are distinguished";
    private static final String CONDITIONS = "conditions and expressions are not carried over";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("filename", Reasons.BOOT),
            Map.entry("next-server", Reasons.BOOT),
            Map.entry("server-name", Reasons.BOOT),
            Map.entry("class", Reasons.BOOT),
            Map.entry("subclass", Reasons.BOOT),
            Map.entry("match", Reasons.BOOT),
            Map.entry("vendor-option-space", Reasons.BOOT),
            Map.entry("allow", UNKNOWN_CLIENTS),
            Map.entry("deny", UNKNOWN_CLIENTS),
            Map.entry("ignore", UNKNOWN_CLIENTS),
            Map.entry("boot-unknown-clients", UNKNOWN_CLIENTS),
            Map.entry("not", "set dhcp.authoritative=false if another server has clients there"),
            Map.entry("if", CONDITIONS),
            Map.entry("elsif", CONDITIONS),
            Map.entry("else", CONDITIONS),
            Map.entry("switch", CONDITIONS),
            Map.entry("on", CONDITIONS),
            Map.entry("set", CONDITIONS),
            Map.entry("subnet6", Reasons.IPV6),
            Map.entry("pool6", Reasons.IPV6),
            Map.entry("range6", Reasons.IPV6),
            Map.entry("fixed-address6", Reasons.IPV6),
            Map.entry("key", "a key for DNS updates or OMAPI, neither of which this service does"),
            Map.entry("zone", "this service updates no DNS"),
            Map.entry("ddns-update-style", "this service updates no DNS"),
            Map.entry("ddns-updates", "this service updates no DNS"),
            Map.entry("ddns-domainname", "this service updates no DNS"),
            Map.entry("ddns-rev-domainname", "this service updates no DNS"),
            Map.entry("ddns-hostname", "this service updates no DNS"),
            Map.entry("update-static-leases", "this service updates no DNS"),
            Map.entry("failover", "this service has no failover protocol"),
            Map.entry("option", Reasons.OPTION),
            Map.entry("send", Reasons.OPTION));

    private Knowledge() {}

    /// {@return why a statement without meaning here is left; empty where nobody will miss it}
    static Optional<String> whyLeft(Statement statement) {
        return NEEDLESS_KEYS.contains(statement.key(0)) || NEEDLESS.contains(statement.all())
                ? Optional.empty()
                : Optional.of(whyUnknown(statement));
    }

    /// {@return why a declaration is left}
    static String whyUnknown(Statement statement) {
        return REASONS.getOrDefault(statement.key(0), Reasons.NO_COUNTERPART);
    }
}
