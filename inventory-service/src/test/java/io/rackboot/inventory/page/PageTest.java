package io.rackboot.inventory.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
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
        page.body(containsString(
                "<td class=\"name\">seen-here</td><td class=\"mono\">52:54:00:fa:00:01</td><td>r9</td>"));
    }

    @Test
    void whatADocumentSaysIsNeverMarkup() throws Exception {
        var hostile = "{\"id\":\"525400fa0002\",\"macs\":[\"525400fa0002\"],\"rack\":\"r1\",\"loader\":\"auto\","
                + "\"hostName\":\"<script>alert('1')</script>\"}";
        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> {
                stream.put("machines", "525400fa0002", hostile.getBytes(StandardCharsets.UTF_8));
            });
        }
        Await.until(() -> assertThat(given().get("/").asString())
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")
                .doesNotContain("<script>alert"));
    }

    @Test
    void itsFilesAreServedAndNothingIsTakenFromElsewhere() {
        given().get("/rackboot.js").then().statusCode(200).contentType(containsString("javascript"));
        given().get("/rackboot.css").then().statusCode(200).contentType(containsString("css"));
        given().get("/favicon.svg").then().statusCode(200);
        for (var file : new String[] {"/", "/rackboot.js", "/rackboot.css"}) {
            assertThat(given().get(file).asString()).doesNotContainPattern("https?://|innerHTML");
        }
    }
}
