package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients in userland: dhclient and udhcpc get plain leases, curl fetches by TFTP and HTTP.
@ExtendWith(Lab.class)
class ClientsIT {
    private static final Pattern KERNEL = Pattern.compile("http://[^ ]+/artifacts/([0-9a-f]{64})/vmlinuz\\S*");

    @Test
    void dhclientGetsAPlainLease(Lab.Rack rack) {
        try (var client = Client.on(rack, "rack0", "dhc", "52:54:00:00:02:01")) {
            // When
            var lease = client.dhclient();
            // Then
            assertThat(lease.get("new_ip_address")).startsWith("192.168.77.");
            assertThat(lease)
                    .containsEntry("new_subnet_mask", "255.255.255.0")
                    .containsEntry("new_routers", Lab.SERVER)
                    .containsEntry("new_dhcp_server_identifier", Lab.SERVER)
                    .containsEntry("new_dhcp_lease_time", "3600")
                    .doesNotContainKey("new_filename");
            assertThat(rack.get("http://" + Lab.SERVER + ":8067/leases")).contains(lease.get("new_ip_address"));
        }
    }

    @Test
    void udhcpcGetsThatAddressOfTheReservation(Lab.Rack rack) {
        // Given
        rack.in(
                        "curl",
                        "-sS",
                        "--fail-with-body",
                        "-X",
                        "PUT",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"rack\":\"r1\",\"hostName\":\"fixed\",\"address\":\"192.168.77.42\"}",
                        "http://" + Lab.SERVER + ":8080/machines/52:54:00:00:02:02")
                .success();
        try (var client = Client.on(rack, "rack0", "udh", "52:54:00:00:02:02")) {
            // When
            var lease = client.udhcpc();
            // Then
            assertThat(lease)
                    .containsEntry("ip", "192.168.77.42")
                    .containsEntry("subnet", "255.255.255.0")
                    .containsEntry("hostname", "fixed")
                    .containsEntry("lease", "3600");
        }
    }

    @Test
    void aRouterSolicitationIsAnsweredSoThatIpxeDoesNotWait(Lab.Rack rack) {
        Tools.require("rdisc6", "ndisc6");
        try (var client = Client.on(rack, "rack0", "rds", "52:54:00:00:02:04")) {
            // When
            // once the kernel has made sure that nobody else has its link-local address
            Await.until(
                    "an IPv6 address",
                    Duration.ofSeconds(20),
                    () -> client.sh("ip -6 addr show dev eth0 -tentative")
                            .output()
                            .contains("fe80::"));
            var heard = client.sh("timeout 20 rdisc6 -1 -r 8 -w 1000 eth0").success();
            // Then
            assertThat(heard).containsPattern("Router lifetime +: +0 ").doesNotContain("Prefix");
        }
    }

    @Test
    void curlFetchesTheLoaderByTftpAndTheKernelByHttp(Lab.Rack rack) {
        Tools.require("curl", "curl");
        rack.step("machine", "52:54:00:00:02:03", "curl", "demo").success();
        try (var client = Client.on(rack, "rack0", "cur", "52:54:00:00:02:03")) {
            client.dhclient();
            fetchesByTftpAndHttp(rack, client, "525400000203");
        }
    }

    /// What a loader fetches arrives whole, by both protocols.
    static void fetchesByTftpAndHttp(Lab.Rack rack, Client client, String machine) {
        // When
        var loader = client.sh("curl -sS -m 30 tftp://" + Lab.SERVER + "/" + machine + "/snponly.efi | sha256sum")
                .success();
        var script = client.sh("curl -sS -m 30 tftp://" + Lab.SERVER + "/" + machine + "/autoexec.ipxe")
                .success();
        var sameScript = client.sh("curl -sS -m 30 http://" + Lab.SERVER + "/boot/" + machine + "/boot.ipxe")
                .success();
        // Then
        assertThat(loader)
                .isEqualTo(rack.sh("sha256sum <" + rack.directory() + "/loaders/snponly.efi")
                        .success());
        assertThat(script).startsWith("#!ipxe\n");
        assertThat(sameScript).startsWith("#!ipxe\n");
        var kernel = KERNEL.matcher(sameScript);
        assertThat(kernel.find()).as(sameScript).isTrue();
        assertThat(client.sh("curl -sS -m 60 " + kernel.group() + " | sha256sum")
                        .success())
                .isEqualTo(kernel.group(1) + "  -\n");
        var size = client.sh(
                        "curl -sSI -m 30 " + kernel.group() + " | tr -d '\\r' | sed -n 's/^[Cc]ontent-[Ll]ength: //p'")
                .success()
                .strip();
        assertThat(client.sh("curl -sS -m 60 -r 1000- " + kernel.group() + " | wc -c")
                        .success()
                        .strip())
                .isEqualTo(String.valueOf(Long.parseLong(size) - 1000));
    }
}
