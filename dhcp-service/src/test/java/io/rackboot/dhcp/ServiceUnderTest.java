package io.rackboot.dhcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.nats.client.Connection;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The service under test, and what it shows by HTTP.
abstract class ServiceUnderTest {
    NatsServer nats;
    Site site;
    Connection connection;
    TestClient client;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        connection = io.nats.client.Nats.connect(nats.url());
        client = TestClient.client(site);
        Await.until(
                "NATS connection of the service",
                () -> given().get("/q/health/ready")
                        .path("checks.find { it.name == 'nats' }.data.connected")
                        .toString()
                        .equals("true"));
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        client.close();
        connection.close();
    }

    @Test
    void healthMetricsAndDescriptionShowWhatGoesOn() {
        var machine = Messages.of("52:54:00:00:00:0a");
        client.ask(machine.request(client.ask(machine.discover())));

        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'dhcp' }.status", is("UP"))
                .body("checks.find { it.name == 'dhcp' }.data.lo", is("127.0.0.1"));
        given().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'journal' }.status", is("UP"));
        given().get("/q/metrics")
                .then()
                .body(containsString("dhcp_received_total{type=\"DHCPDISCOVER\"}"))
                .body(containsString("dhcp_sent_total{type=\"DHCPACK\"}"))
                .body(containsString("dhcp_silences_total{reason=\"no-free-address\"}"))
                .body(containsString("dhcp_commits_seconds_bucket{outcome=\"durable\""))
                .body(containsString("dhcp_decisions_seconds_count"))
                .body(containsString("dhcp_replies_seconds_bucket{type=\"DHCPACK\",le=\"0.002\"}"))
                .body(containsString("dhcp_dropped_requests_total{reason=\"socket-full\"}"))
                .body(containsString("dhcp_dropped_requests_total{reason=\"not-sent\"}"))
                .body(containsString("dhcp_addresses{state=\"bound\",subnet=\"rack\"}"))
                .body(containsString("dhcp_outbox_facts"))
                .body(containsString("dhcp_journal_bytes"))
                .body(containsString("dhcp_interfaces_served 1.0"));
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/leases:"))
                .body(containsString("/leases/{address}:"))
                .body(containsString("/reload:"))
                .body(containsString("name: client-identifier"))
                .body(containsString("LeaseEntry"));
    }

    @Test
    void leasesAreListedByState() {
        var machine = Messages.of("52:54:00:00:00:0b");
        var ack = client.ask(machine.request(client.ask(machine.discover())));
        var lease = "find { it.address == '" + ack.yiaddr() + "' }";

        given().get("/leases")
                .then()
                .statusCode(200)
                .body(lease + ".machine", equalTo("52540000000b"))
                .body(lease + ".chaddr", equalTo("52:54:00:00:00:0b"))
                .body(lease + ".subnet", equalTo("rack"))
                .body(lease + ".state", equalTo("bound"));
        given().get("/leases?state=expired").then().statusCode(200).body("address", not(hasItem(ack.yiaddr())));
        given().get("/leases/" + ack.yiaddr())
                .then()
                .statusCode(200)
                .body("machine", equalTo("52540000000b"))
                .body("subnet", equalTo("rack"));
        given().get("/leases?chaddr=52:54:00:00:00:0b&state=bound")
                .then()
                .statusCode(200)
                .body("address", equalTo(List.of(ack.yiaddr().toString())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/leases?state=bond | 400 | state: 'bond' is none of bound, released, expired, declined",
                "/leases?limit=0 | 400 | limit: must be 1 to 10000, not 0",
                "/leases?mac=1 | 400 | mac: is no parameter; there are state, subnet, machine, chaddr, client-identifier, host-name, after, limit",
                "/leases/10.0.0 | 400 | address: not an IPv4 address: 10.0.0",
                "/leases/10.0.0.1 | 404 | address: 10.0.0.1 was never leased"
            })
    void aMistakenQuestionIsAnsweredWithTheMistake(String path, int status, String detail) {
        given().get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", equalTo(detail));
    }

    @Test
    void leasesComeInPagesThatAreToldApartByTheirTags() {
        for (var mac : List.of("52:54:00:00:00:0c", "52:54:00:00:00:0d")) {
            var machine = Messages.of(mac);
            client.ask(machine.request(client.ask(machine.discover())));
        }

        var first = given().get("/leases?state=bound&limit=1").then().statusCode(200);
        first.body("size()", is(1));
        var address = first.extract().path("[0].address").toString();
        var link = first.extract().header("Link");
        assertThat(link).isEqualTo("</leases?state=bound&limit=1&after=" + address + ">; rel=\"next\"");
        var next = given().urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .statusCode(200)
                .body("size()", is(1));
        assertThat(Ip4Address.parse(next.extract().path("[0].address"))).isGreaterThan(Ip4Address.parse(address));

        var whole = given().get("/leases").then().statusCode(200);
        assertThat(whole.extract().header("Link")).isNull();
        var tag = whole.extract().header("ETag");
        given().header("If-None-Match", tag).get("/leases").then().statusCode(304);
        var machine = Messages.of("52:54:00:00:00:0e");
        client.ask(machine.request(client.ask(machine.discover())));
        given().header("If-None-Match", tag).get("/leases").then().statusCode(200);
    }

    @Test
    void aReloadOfAnUnchangedConfigurationShowsWhatIsInForce() {
        given().post("/reload")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("unchanged"))
                .body("subnets.rack", equalTo("127.0.0.0/24"))
                .body("subnets.far", equalTo("127.9.0.0/24"))
                .body("interfaces.lo", equalTo("127.0.0.1"));
        given().get("/reload").then().statusCode(405);
        given().get("/q/metrics")
                .then()
                .body(containsString("dhcp_reloads_total{outcome=\"unchanged\"}"))
                .body(containsString("dhcp_configuration_in_force 1.0"));
    }
}
