package io.rackboot.dhcp.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// IANA's registry "BOOTP Vendor Extensions and DHCP Options", as far as an operator may set what is in it, and two
/// options in wide use that are not (249, 252). Names are those of RFC 2132 and of the RFCs after it, as far as the
/// service's own properties do not have another.
///
/// What IANA gives a structure of its own is `hex` here.
final class Definitions {
    /// Those that the server sets itself: mask, times, identities, echoes, and what is the client's to say.
    private static final Set<Integer> PROTOCOL = IntStream.concat(
                    IntStream.of(1, 61, 77, 80, 81, 82, 90, 91, 92, 93, 94, 97, 118, 145, 161),
                    IntStream.concat(IntStream.rangeClosed(50, 59), IntStream.rangeClosed(151, 157)))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private static final List<OptionDefinition> ALL = List.of(
            of(2, "time-offset", OptionType.S32),
            of(3, "routers", OptionType.IP_LIST),
            of(4, "time-servers", OptionType.IP_LIST),
            of(5, "name-servers", OptionType.IP_LIST),
            of(6, "domain-name-servers", OptionType.IP_LIST),
            of(7, "log-servers", OptionType.IP_LIST),
            of(8, "cookie-servers", OptionType.IP_LIST),
            of(9, "lpr-servers", OptionType.IP_LIST),
            of(10, "impress-servers", OptionType.IP_LIST),
            of(11, "resource-location-servers", OptionType.IP_LIST),
            of(12, "host-name", OptionType.STRING),
            of(13, "boot-size", OptionType.U16),
            of(14, "merit-dump", OptionType.STRING),
            of(15, "domain-name", OptionType.STRING),
            of(16, "swap-server", OptionType.IP),
            of(17, "root-path", OptionType.STRING),
            of(18, "extensions-path", OptionType.STRING),
            of(19, "ip-forwarding", OptionType.BOOLEAN),
            of(20, "non-local-source-routing", OptionType.BOOLEAN),
            of(21, "policy-filter", OptionType.IP_PAIRS),
            of(22, "max-dgram-reassembly", OptionType.U16, 576),
            of(23, "default-ip-ttl", OptionType.U8, 1),
            of(24, "path-mtu-aging-timeout", OptionType.U32),
            of(25, "path-mtu-plateau-table", OptionType.U16_LIST),
            of(26, "interface-mtu", OptionType.U16, 68),
            of(27, "all-subnets-local", OptionType.BOOLEAN),
            of(28, "broadcast-address", OptionType.IP),
            of(29, "perform-mask-discovery", OptionType.BOOLEAN),
            of(30, "mask-supplier", OptionType.BOOLEAN),
            of(31, "router-discovery", OptionType.BOOLEAN),
            of(32, "router-solicitation-address", OptionType.IP),
            of(33, "static-routes", OptionType.IP_PAIRS),
            of(34, "trailer-encapsulation", OptionType.BOOLEAN),
            of(35, "arp-cache-timeout", OptionType.U32),
            of(36, "ethernet-encapsulation", OptionType.BOOLEAN),
            of(37, "default-tcp-ttl", OptionType.U8, 1),
            of(38, "tcp-keepalive-interval", OptionType.U32),
            of(39, "tcp-keepalive-garbage", OptionType.BOOLEAN),
            of(40, "nis-domain", OptionType.STRING),
            of(41, "nis-servers", OptionType.IP_LIST),
            of(42, "ntp-servers", OptionType.IP_LIST),
            of(43, "vendor-encapsulated-options", OptionType.HEX),
            of(44, "netbios-name-servers", OptionType.IP_LIST),
            of(45, "netbios-dd-servers", OptionType.IP_LIST),
            of(46, "netbios-node-type", OptionType.U8, 1),
            of(47, "netbios-scope", OptionType.STRING),
            of(48, "font-servers", OptionType.IP_LIST),
            of(49, "x-display-managers", OptionType.IP_LIST),
            of(60, "vendor-class-identifier", OptionType.STRING),
            of(62, "nwip-domain-name", OptionType.STRING),
            of(63, "nwip-suboptions", OptionType.HEX),
            of(64, "nisplus-domain", OptionType.STRING),
            of(65, "nisplus-servers", OptionType.IP_LIST),
            of(66, "tftp-server-name", OptionType.STRING),
            of(67, "boot-file-name", OptionType.STRING),
            of(68, "mobile-ip-home-agents", OptionType.IP_LIST),
            of(69, "smtp-servers", OptionType.IP_LIST),
            of(70, "pop-servers", OptionType.IP_LIST),
            of(71, "nntp-servers", OptionType.IP_LIST),
            of(72, "www-servers", OptionType.IP_LIST),
            of(73, "finger-servers", OptionType.IP_LIST),
            of(74, "irc-servers", OptionType.IP_LIST),
            of(75, "streettalk-servers", OptionType.IP_LIST),
            of(76, "stda-servers", OptionType.IP_LIST),
            of(78, "slp-directory-agents", OptionType.HEX),
            of(79, "slp-service-scope", OptionType.HEX),
            of(83, "isns", OptionType.HEX),
            of(85, "nds-servers", OptionType.IP_LIST),
            of(86, "nds-tree-name", OptionType.STRING),
            of(87, "nds-context", OptionType.STRING),
            of(88, "bcms-controller-names", OptionType.HEX),
            of(89, "bcms-controller-addresses", OptionType.IP_LIST),
            of(98, "uap-servers", OptionType.STRING),
            of(99, "geoconf-civic", OptionType.HEX),
            of(100, "posix-timezone", OptionType.STRING),
            of(101, "tz-name", OptionType.STRING),
            of(108, "v6-only-preferred", OptionType.U32),
            of(112, "netinfo-servers", OptionType.IP_LIST),
            of(113, "netinfo-server-tag", OptionType.STRING),
            of(114, "captive-portal", OptionType.STRING),
            of(116, "auto-config", OptionType.U8),
            of(117, "name-service-search", OptionType.U16_LIST),
            of(119, "domain-search", OptionType.DOMAIN_LIST),
            of(120, "sip-servers", OptionType.HEX),
            of(121, "classless-static-routes", OptionType.ROUTES),
            of(122, "cablelabs-client-configuration", OptionType.HEX),
            of(123, "geoconf", OptionType.HEX),
            of(124, "vi-vendor-class", OptionType.HEX),
            of(125, "vi-vendor-specific", OptionType.HEX),
            of(136, "pana-agents", OptionType.IP_LIST),
            of(137, "lost-server", OptionType.DOMAIN),
            of(138, "capwap-controllers", OptionType.IP_LIST),
            of(139, "mos-addresses", OptionType.HEX),
            of(140, "mos-names", OptionType.HEX),
            of(141, "sip-ua-cs-domains", OptionType.HEX),
            of(142, "andsf-addresses", OptionType.IP_LIST),
            of(143, "sztp-redirect", OptionType.HEX),
            of(144, "geoloc", OptionType.HEX),
            of(146, "rdnss-selection", OptionType.HEX),
            of(147, "dots-agent", OptionType.DOMAIN),
            of(148, "dots-addresses", OptionType.IP_LIST),
            of(150, "tftp-server-addresses", OptionType.IP_LIST),
            of(159, "port-parameters", OptionType.HEX),
            of(162, "encrypted-dns", OptionType.HEX),
            of(175, "etherboot", OptionType.HEX),
            of(208, "pxelinux-magic", OptionType.HEX),
            of(209, "pxelinux-config-file", OptionType.STRING),
            of(210, "pxelinux-path-prefix", OptionType.STRING),
            of(211, "pxelinux-reboot-time", OptionType.U32),
            of(212, "6rd", OptionType.HEX),
            of(213, "access-domain", OptionType.DOMAIN),
            of(220, "subnet-allocation", OptionType.HEX),
            of(221, "virtual-subnet-selection", OptionType.HEX),
            of(249, "ms-classless-static-routes", OptionType.ROUTES),
            of(252, "wpad", OptionType.STRING));

    private static final Map<String, OptionDefinition> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(OptionDefinition::name, Function.identity()));
    private static final Map<Integer, OptionDefinition> BY_CODE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(OptionDefinition::code, Function.identity()));

    private Definitions() {}

    private static OptionDefinition of(int code, String name, OptionType type) {
        return of(code, name, type, 0);
    }

    private static OptionDefinition of(int code, String name, OptionType type, int least) {
        return new OptionDefinition(code, name, type, least);
    }

    static Optional<OptionDefinition> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Optional<OptionDefinition> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// {@return whether the server sets the option itself, or nobody may}
    static boolean isProtocols(int code) {
        return PROTOCOL.contains(code);
    }
}
