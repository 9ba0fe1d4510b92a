package io.rackboot.inventory.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.boot.Story;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class PageTest {
    NatsServer nats;

    @Test
    void thePageListsMachinesWithoutAnyScript() {
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r9\",\"hostName\":\"seen-here\",\"address\":\"10.9.0.1\"}")
                .put("/machines/525400fa0001");

        var page = given().get("/").then().statusCode(200).contentType("text/html;charset=UTF-8");
        page.header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"));
        page.body(
                containsString(
                        "<td class=\"name\">seen-here</td><td class=\"mac mono\">52:54:00:fa:00:01</td><td class=\"rack\">r9</td>"));
    }

    @Test
    void whatADocumentSaysIsNeverMarkupAndNeverAPlaceOfTheTemplate() throws Exception {
        var hostile = "{\"id\":\"525400fa0002\",\"macs\":[\"525400fa0002\"],\"rack\":\"r1\",\"loader\":\"auto\","
                + "\"profile\":\"{{rows}}$1\",\"hostName\":\"<script>alert('1')</script>{{unknown-rows}}{{no-place}}\"}";
        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> {
                stream.put("machines", "525400fa0002", hostile.getBytes(StandardCharsets.UTF_8));
            });
            stream.say(new Story(new MachineId("525400fa0003"), Instant.now().minusSeconds(30))
                    .requested(0, Firmware.BIOS, BootClient.IPXE)
                    .events());
        }
        Await.until(() -> assertThat(given().get("/").asString())
                .contains(
                        "<td class=\"name\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;{{unknown-rows}}{{no-place}}</td>")
                .contains("<td class=\"profile\">{{rows}}$1</td>")
                .containsOnlyOnce("52:54:00:fa:00:03")
                .doesNotContain("<script>alert"));
    }

    @Test
    void itSaysHowCurrentItIs() {
        Await.until(() -> given().get("/")
                .then()
                .header("Rackboot-Freshness", "live")
                .body(containsString("<p id=\"standing\" role=\"status\" data-state=\"live\" hidden>")));
    }

    @Test
    void itsFilesAreServedAndNothingIsTakenFromElsewhere() {
        var scripts = List.of("/rackboot.js", "/boot.js", "/dom.js", "/images.js", "/standing.js");
        scripts.forEach(script -> given().get(script).then().statusCode(200).contentType(containsString("javascript")));
        given().get("/rackboot.css").then().statusCode(200).contentType(containsString("css"));
        given().get("/favicon.svg").then().statusCode(200);
        Stream.concat(scripts.stream(), Stream.of("/", "/rackboot.css"))
                .forEach(file -> assertThat(given().get(file).asString()).doesNotContainPattern("https?://|innerHTML"));
    }
}
