package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a client that has its address is told on port 4011, and by broadcast about its choice. The menu is
/// [PxeMenuTest#MENU].
class BootServerTest {
    private static final String CLIENT = "192.168.77.100";
    /// EDK2 asks from port 4011, iPXE and the old ROMs from port 68.
    private static final Arrival PORT_4011 =
            new Arrival("rack0", Scene.SERVER, Ip4Address.parse(CLIENT), 4011, Scene.SERVER, ServerPort.BOOT_SERVER);

    private final Scene scene = new Scene(PxeMenuTest.SITE);

    @Test
    void tellsTheFileOfTheItem() {
        assertThat(scene.told(chose("80010000").build(), PORT_4011)).isEqualTo("""
                        -> sender 192.168.77.100:4011, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        ciaddr 192.168.77.100
                        siaddr 192.168.77.1
                        chaddr 52:54:00:a1:b2:c3
                        file "memtest.0"
                        53 DHCP_MESSAGE_TYPE = DHCPACK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        60 VENDOR_CLASS_IDENTIFIER = "PXEClient"
                        43 VENDOR_SPECIFIC_INFORMATION = {71:80010000}
                        66 TFTP_SERVER_NAME = "192.168.77.1"
                        67 BOOTFILE_NAME = "memtest.0"
                        """);
    }

    @Test
    void tellsTheMachinesLoader() {
        var reply = message(chose("80000000"), PORT_4011);

        assertThat(reply.file().text()).isEqualTo("525400a1b2c3/snponly.efi");
        assertThat(reply.yiaddr()).isEqualTo(Ip4Address.ANY);
    }

    @Test
    void answersABroadcastAtTheClientsAddress() {
        var decision = (Decision.Reply) scene.decide(chose("80010000").build(), Scene.BROADCAST);

        assertThat(decision.destination()).isEqualTo(new ReplyDestination.ToClient(Ip4Address.parse(CLIENT)));
        assertThat(decision.changes()).isEmpty();
        assertThat(decision.message().file().text()).isEqualTo("memtest.0");
    }

    @Test
    void answersARelayedBroadcastThroughTheRelay() {
        var request = chose("80010000").giaddr("10.9.0.1").with(82, "0104706f7274");

        var decision = (Decision.Reply) scene.decide(request.build(), Scene.unicastFrom("10.9.0.1"));

        assertThat(decision.destination()).isEqualTo(new ReplyDestination.ToRelay(Ip4Address.parse("10.9.0.1")));
        assertThat(decision.message().options().codes()).endsWith(82);
    }

    @Test
    void tellsWithoutAChoiceWhatTheOfferLeftOut() {
        var reply = message(asks(), PORT_4011);

        assertThat(reply.file().text()).isEqualTo("525400a1b2c3/snponly.efi");
        assertThat(reply.options().bytes(43).orElseThrow().hex()).isEqualTo("060108ff");
        assertThat(reply.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER)).contains("PXEClient");
    }

    @Test
    void tellsIpxeItsScript() {
        var reply = message(asks().with(77, "69505845"), PORT_4011);

        assertThat(reply.file().text()).isEqualTo("http://192.168.77.1/boot/525400a1b2c3/boot.ipxe");
    }

    @ParameterizedTest
    @CsvSource({
        "80070000, other-server, boot server type 32775 is not served here",
        "00010000, other-server, boot server type 1 is not served here",
        "00000000, other-server, boot server type 0 is not served here",
        "80018000, unanswered-type, boot credentials (BIS) are not served",
    })
    void leavesToOthersWhatItDoesNotServe(String item, String reason, String detail) {
        assertThat(scene.told(chose(item).build(), PORT_4011)).isEqualTo("silence: " + reason + " (" + detail + ")\n");
    }

    @Test
    void isSilentToEverybodyElseOnItsPort() {
        assertThat(scene.told(
                        Requests.of(MessageType.DHCPREQUEST).ciaddr(CLIENT).build(), PORT_4011))
                .startsWith("silence: no-boot-client");
        assertThat(scene.told(Requests.discover(Requests.MAC), PORT_4011))
                .isEqualTo("silence: unanswered-type (DHCPDISCOVER is not answered by a boot server)\n");
        assertThat(scene.told(Requests.bootp().build(), PORT_4011)).startsWith("silence: unanswered-type (BOOTP");
        assertThat(scene.told(
                        asks().with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("192.168.77.9"))
                                .build(),
                        PORT_4011))
                .isEqualTo("silence: other-server (asks boot server 192.168.77.9)\n");
        var nobody = new Arrival("rack0", Scene.SERVER, Ip4Address.ANY, 68, Scene.SERVER, ServerPort.BOOT_SERVER);
        assertThat(scene.told(asks().ciaddr("0.0.0.0").build(), nobody)).startsWith("silence: incomplete-request");
    }

    @Test
    void takesTheSendersAddressWhereCiaddrIsMissing() {
        assertThat(scene.decide(asks().ciaddr("0.0.0.0").build(), PORT_4011))
                .isInstanceOfSatisfying(
                        Decision.Reply.class,
                        reply -> assertThat(reply.destination())
                                .isEqualTo(new ReplyDestination.ToSender(Ip4Address.parse(CLIENT), 4011)));
    }

    @Test
    void namesTheTftpServerWhereThatIsAnother() {
        var tftp = Ip4Address.parse("192.168.77.9");
        var site = new BootSite(
                new BootServers(Optional.empty(), Optional.of(tftp)),
                Map.of(),
                Optional.of(PxeMenuTest.MENU),
                Optional.empty());

        var reply = ((Decision.Reply) new Scene(site).decide(chose("80000000").build(), PORT_4011)).message();

        assertThat(reply.siaddr()).isEqualTo(tftp);
        assertThat(reply.options().get(OptionCode.SERVER_IDENTIFIER)).contains(Scene.SERVER);
    }

    @Test
    void aRenewalOfASystemThatHappensToSendOption43IsARenewal() {
        var renewal = Requests.of(MessageType.DHCPREQUEST)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "MSFT 5.0")
                .with(43, "470480010000")
                .ciaddr(CLIENT)
                .build();

        var reply = ((Decision.Reply) scene.decide(renewal, Scene.unicastFrom(CLIENT))).message();

        assertThat(reply.yiaddr()).isEqualTo(Ip4Address.parse(CLIENT));
    }

    private DhcpMessage message(Requests request, Arrival arrival) {
        return ((Decision.Reply) scene.decide(request.build(), arrival)).message();
    }

    private static Requests asks() {
        return Requests.of(MessageType.DHCPREQUEST)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .with(93, "0007")
                .ciaddr(CLIENT);
    }

    private static Requests chose(String item) {
        return asks().with(43, "4704" + item + "ff");
    }
}
