package io.rackboot.boot;

import static io.rackboot.boot.ScriptsTest.ready;
import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.nats.testing.NeedsNatsServer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class OperationTest {
    @Test
    void itIsReadyAndSaysWhy() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'cache directory is writable' }.status", is("UP"))
                .body("checks.find { it.name == 'loaders directory is readable' }.status", is("UP"));
    }

    @Test
    void itCounts() {
        ready(MACHINE, "boot.ipxe");
        given().get("/boot/" + MACHINE + "/snponly.efi").then().statusCode(200);
        given().get("/boot/" + MACHINE + "/nothing").then().statusCode(404);
        given().post("/boot/" + MACHINE + "/phone-home/boot-complete").then().statusCode(401);

        var metrics = given().get("/q/metrics").asString();

        assertThat(metrics)
                .contains("boot_requests_total{kind=\"script\",outcome=\"complete\"}")
                .contains("boot_requests_total{kind=\"loader\",outcome=\"complete\"}")
                .contains("boot_requests_total{kind=\"none\",outcome=\"404\"}")
                .contains("boot_bytes_total{role=\"loader\"}")
                .contains("boot_answers_total{outcome=\"boot\"}")
                .contains("boot_cache_fills_total{outcome=\"complete\"}")
                .contains("boot_tokens_refused_total{reason=\"missing\"}");
    }
}
