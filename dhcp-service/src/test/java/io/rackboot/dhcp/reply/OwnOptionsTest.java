package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.reply.Parameters.SubnetParameters;
import io.rackboot.dhcp.wire.ClasslessRoute;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.UserClass;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The operator's own options: who is given which, and in which order.
class OwnOptionsTest {
    private static final Octets NTP = Octets.ofHex("c0a84d07");
    private static final ClasslessRoute TO_TEN =
            new ClasslessRoute(Ip4Address.parse("10.0.0.0"), 8, Ip4Address.parse("192.168.77.2"));

    @Test
    void areGivenToWhoAsksInItsOrderAndForcedOnesAtTheEnd() {
        var options = new OptionSet(
                options(Map.of(42, NTP, 26, Octets.ofHex("2328"))), options(Map.of(252, Octets.ofText("http://w/"))));
        var scene = Scene.with(everywhere(options));
        var discover = wishing(List.of(42, 3, 1, 119, 26));

        assertThat(scene.told(discover.build(), Scene.BROADCAST)).isEqualTo("""
                -> 192.168.77.100 at 52:54:00:a1:b2:c3, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                yiaddr 192.168.77.100
                chaddr 52:54:00:a1:b2:c3
                53 DHCP_MESSAGE_TYPE = DHCPOFFER
                54 SERVER_IDENTIFIER = 192.168.77.1
                51 IP_ADDRESS_LEASE_TIME = 600 s
                42 NTP_SERVERS = 192.168.77.7
                1 SUBNET_MASK = 255.255.255.0
                3 ROUTER = 192.168.77.1
                26 INTERFACE_MTU = 9000
                58 RENEWAL_TIME_VALUE = 300 s
                59 REBINDING_TIME_VALUE = 525 s
                252 = 687474703a2f2f772f
                * offered 192.168.77.100 to 525400a1b2c3 until 2026-11-20T12:01:00Z
                """);
    }

    @Test
    void areAllGivenToWhoSendsNoList() {
        var scene = Scene.with(everywhere(onRequest(Map.of(42, NTP, 150, NTP))));

        assertThat(scene.told(Requests.discover(Requests.MAC), Scene.BROADCAST)).contains("""
                1 SUBNET_MASK = 255.255.255.0
                3 ROUTER = 192.168.77.1
                6 DOMAIN_NAME_SERVER = 192.168.77.1
                15 DOMAIN_NAME = "rack.example"
                28 BROADCAST_ADDRESS = 192.168.77.255
                42 NTP_SERVERS = 192.168.77.7
                150 = c0a84d07
                """);
    }

    @Test
    void areGivenForADhcpInformToo() {
        var scene = Scene.with(everywhere(onRequest(Map.of(42, NTP))));
        var inform = Requests.of(MessageType.DHCPINFORM)
                .ciaddr("192.168.77.9")
                .with(OptionCode.PARAMETER_REQUEST_LIST, List.of(42))
                .build();

        assertThat(scene.told(inform, Scene.unicastFrom("192.168.77.9")))
                .contains("DHCPACK", "42 NTP_SERVERS = 192.168.77.7");
    }

    @ParameterizedTest
    @CsvSource({
        // in the class, the subnet, everywhere (capital: forced), what is given to whom asks, and to whom does not
        "'',  '',  e,   e, ''",
        "'',  s,   e,   s, ''",
        "c,   s,   e,   c, ''",
        "c,   '',  E,   c, ''",
        "'',  s,   E,   s, ''",
        "'',  '',  E,   E, E",
        "'',  S,   e,   S, S",
        "C,   s,   e,   C, C",
        "C,   S,   E,   C, C",
    })
    void theMostParticularCounts(String ofClass, String ofSubnet, String everywhere, String asked, String unasked) {
        var kind = new ClientClass(Set.of(), List.of("acme"), Set.of(), List.of(), letter(ofClass));
        var scene = Scene.with(new Parameters(
                letter(everywhere),
                Map.of("rack", new SubnetParameters(letter(ofSubnet), RenewalTimes.USUAL)),
                List.of(kind)));

        assertThat(given(scene, List.of(1, 224))).isEqualTo(asked);
        assertThat(given(scene, List.of(1))).isEqualTo(unasked);
    }

    @Test
    void theSubnetsOwnCountBeforeThoseOfEverywhereAndAfterAClasses() {
        var far = Ip4Address.parse("10.9.0.7");
        var kind = new ClientClass(
                Set.of(), List.of("acme"), Set.of(), List.of(), onRequest(Map.of(3, Octets.ofHex("0a090007"))));
        var parameters = new Parameters(onRequest(Map.of(3, NTP, 6, NTP)), Map.of(), List.of(kind));
        var scene = Scene.with(parameters);

        var usual = scene.told(wishing(List.of(3, 6)).build(), Scene.BROADCAST);
        var special = scene.told(
                wishing(List.of(3, 6))
                        .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "acme 7")
                        .build(),
                Scene.BROADCAST);

        assertThat(usual).contains("3 ROUTER = 192.168.77.1\n6 DOMAIN_NAME_SERVER = 192.168.77.1\n");
        assertThat(special).contains("3 ROUTER = " + far + "\n6 DOMAIN_NAME_SERVER = 192.168.77.1\n");
    }

    @Test
    void aMachinesDocumentCountsBeforeAll() {
        var scene = Scene.with(everywhere(new OptionSet(DhcpOptions.NONE, options(Map.of(12, Octets.ofText("any"))))));

        assertThat(scene.told(Requests.discover(Requests.MAC), Scene.BROADCAST)).contains("12 HOST_NAME = \"any\"");
        scene.machine(Requests.MAC, Optional.empty(), Optional.of("node-a"), Loader.AUTO);
        assertThat(scene.told(Requests.discover(Requests.MAC), Scene.BROADCAST)).contains("12 HOST_NAME = \"node-a\"");
    }

    @Test
    void whatMakesAClientBootStays() {
        var forced = new OptionSet(
                DhcpOptions.NONE,
                options(Map.of(
                        43, Octets.ofHex("0102"),
                        60, Octets.ofText("acme"),
                        66, Octets.ofText("elsewhere"),
                        67, Octets.ofText("other.efi"))));
        var scene = Scene.with(everywhere(forced));
        var rom = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .build();

        assertThat(scene.told(rom, Scene.BROADCAST))
                .contains("60 VENDOR_CLASS_IDENTIFIER = \"PXEClient\"")
                .contains("43 VENDOR_SPECIFIC_INFORMATION = {6:08}")
                .contains("66 TFTP_SERVER_NAME = \"192.168.77.1\"", "67 BOOTFILE_NAME = \"525400a1b2c3/snponly.efi\"");
        assertThat(scene.told(Requests.discover(Requests.MAC), Scene.BROADCAST))
                .contains("60 VENDOR_CLASS_IDENTIFIER = \"acme\"")
                .contains("66 TFTP_SERVER_NAME = \"elsewhere\"", "67 BOOTFILE_NAME = \"other.efi\"");
    }

    @Test
    void routesStandForTheRouters() {
        var routes = Map.of(
                121, OptionCode.CLASSLESS_STATIC_ROUTE.encode(List.of(TO_TEN)), 33, Octets.ofHex("0a0100000a000001"));
        var scene = Scene.with(everywhere(onRequest(routes)));

        assertThat(scene.told(wishing(List.of(1, 33, 3, 121)).build(), Scene.BROADCAST))
                .contains("1 SUBNET_MASK = 255.255.255.0\n"
                        + "121 CLASSLESS_STATIC_ROUTE = 10.0.0.0/8 via 192.168.77.2 0.0.0.0/0 via 192.168.77.1\n"
                        + "58 RENEWAL_TIME_VALUE")
                .doesNotContain("3 ROUTER", "33 STATIC_ROUTE");
        assertThat(scene.told(wishing(List.of(1, 3)).build(), Scene.BROADCAST))
                .contains("3 ROUTER = 192.168.77.1")
                .doesNotContain("121 ");
    }

    @Test
    void routersStayWhereTheClientDoesNotSayThatItTakesRoutes() {
        var forced = new OptionSet(
                DhcpOptions.NONE,
                DhcpOptions.builder()
                        .put(OptionCode.CLASSLESS_STATIC_ROUTE, List.of(TO_TEN))
                        .build());
        var scene = Scene.with(everywhere(forced));

        assertThat(scene.told(wishing(List.of(1, 3)).build(), Scene.BROADCAST))
                .contains("3 ROUTER = 192.168.77.1", "121 CLASSLESS_STATIC_ROUTE = 10.0.0.0/8 via 192.168.77.2");
        assertThat(scene.told(wishing(List.of(1, 3, 121)).build(), Scene.BROADCAST))
                .doesNotContain("3 ROUTER");
        assertThat(Scene.with(Parameters.NONE).told(wishing(List.of(1, 3, 121)).build(), Scene.BROADCAST))
                .contains("3 ROUTER = 192.168.77.1")
                .doesNotContain("121 ");
    }

    @Test
    void aDefaultRouteOfOnesOwnIsNotDoubled() {
        var own = ClasslessRoute.byDefault(Ip4Address.parse("192.168.77.3"));
        var scene = Scene.with(
                everywhere(onRequest(Map.of(121, OptionCode.CLASSLESS_STATIC_ROUTE.encode(List.of(TO_TEN, own))))));

        assertThat(scene.told(wishing(List.of(121)).build(), Scene.BROADCAST))
                .contains("121 CLASSLESS_STATIC_ROUTE = 10.0.0.0/8 via 192.168.77.2 0.0.0.0/0 via 192.168.77.3\n");
    }

    @ParameterizedTest
    @CsvSource({
        // architectures, vendor class, user class, hardware, included
        "7,  '',     '',      '',       true",
        "16, '',     '',      '',       false",
        "'', PXECl,  '',      '',       true",
        "'', acme,   '',      '',       false",
        "'', '',     rescue,  '',       true",
        "'', '',     resc,    '',       false",
        "'', '',     '',      525400,   true",
        "'', '',     '',      000b82,   false",
        "'', '',     '',      525400a1b2c3d4, false",
        "7,  PXECl,  rescue,  5254,     true",
        "7,  PXECl,  rescue,  5255,     false",
        "7,  PXECl,  other,   5254,     false",
    })
    void aClassIncludesWhoMeetsEachCondition(
            String architecture, String vendor, String user, String hardware, boolean included) {
        var kind = new ClientClass(
                architecture.isEmpty() ? Set.of() : Set.of(Integer.parseInt(architecture)),
                vendor.isEmpty() ? List.of() : List.of("docsis", vendor),
                user.isEmpty() ? Set.of() : Set.of(user),
                hardware.isEmpty() ? List.of() : List.of(Octets.ofHex("ffff"), Octets.ofHex(hardware)),
                OptionSet.NONE);
        var rom = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .with(OptionCode.USER_CLASS, new UserClass(List.of(Octets.ofText("rescue"))))
                .build();

        assertThat(kind.includes(rom)).isEqualTo(included);
    }

    @Test
    void aClassHasACondition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientClass(Set.of(), List.of(), Set.of(), List.of(), OptionSet.NONE))
                .withMessage("no condition says which clients are of this class; set architectures, vendor-classes,"
                        + " user-classes or hardware-addresses");
    }

    @ParameterizedTest
    @CsvSource({
        // T1, T2 (0: not set), lease, T1 and T2 given
        "0,   0,   600, 300, 525",
        "60,  0,   600, 60,  525",
        "60,  120, 600, 60,  120",
        "0,   120, 600, 60,  120",
        "0,   400, 600, 300, 400",
        "299, 300, 600, 299, 300",
        // A lease that is shorter than they were meant for.
        "60,  120, 100, 60,  87",
        "90,  120, 100, 50,  87",
        "90,  120, 30,  15,  26",
    })
    void renewalTimesAreTheOperatorsWhereTheySuitTheLease(long t1, long t2, long lease, long t1Given, long t2Given) {
        var times = new RenewalTimes(seconds(t1), seconds(t2));

        assertThat(times.t1(Duration.ofSeconds(lease)).toSeconds()).isEqualTo(t1Given);
        assertThat(times.t2(Duration.ofSeconds(lease)).toSeconds()).isEqualTo(t2Given);
    }

    @Test
    void renewalTimesAreThoseOfTheSubnet() {
        var times = new RenewalTimes(seconds(60), seconds(120));
        var scene = Scene.with(
                new Parameters(OptionSet.NONE, Map.of("rack", new SubnetParameters(OptionSet.NONE, times)), List.of()));

        assertThat(scene.told(Requests.discover(Requests.MAC), Scene.BROADCAST))
                .contains("51 IP_ADDRESS_LEASE_TIME = 600 s\n58 RENEWAL_TIME_VALUE = 60 s\n"
                        + "59 REBINDING_TIME_VALUE = 120 s\n");
    }

    private static String given(Scene scene, List<Integer> wished) {
        var discover = wishing(wished)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "acme 7")
                .build();
        var reply = (Decision.Reply) scene.decide(discover, Scene.BROADCAST);
        return reply.message().options().bytes(224).map(Octets::text).orElse("");
    }

    private static OptionSet letter(String text) {
        if (text.isEmpty()) {
            return OptionSet.NONE;
        }
        var options = options(Map.of(224, Octets.ofText(text)));
        return Character.isUpperCase(text.charAt(0))
                ? new OptionSet(DhcpOptions.NONE, options)
                : new OptionSet(options, DhcpOptions.NONE);
    }

    private static Requests wishing(List<Integer> codes) {
        return Requests.of(MessageType.DHCPDISCOVER).with(OptionCode.PARAMETER_REQUEST_LIST, codes);
    }

    private static Parameters everywhere(OptionSet options) {
        return new Parameters(options, Map.of(), List.of());
    }

    private static OptionSet onRequest(Map<Integer, Octets> byCode) {
        return new OptionSet(options(byCode), DhcpOptions.NONE);
    }

    private static DhcpOptions options(Map<Integer, Octets> byCode) {
        return DhcpOptions.of(new java.util.TreeMap<>(byCode));
    }

    private static Optional<Duration> seconds(long count) {
        return count == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(count));
    }
}
