package io.rackboot.inventory.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.events.Stage;
import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.inventory.boot.Story;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.Chromium;
import io.rackboot.inventory.testing.Images;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Relay;
import io.rackboot.nats.testing.NatsServer;
import io.restassured.http.ContentType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page in a real browser; pictures of it are in `target/screenshots`.
@QuarkusTest
@WithTestResource(InventoryNats.class)
class BrowserTest {
    private static final String WATCHED = "525400fb0001";
    private static final String ROWS = "document.querySelectorAll('.timeline .row').length";

    NatsServer nats;

    @TestHTTPResource("/")
    URI base;

    private static Chromium browser;

    private Relay relay;

    @BeforeAll
    static void startBrowser() {
        browser = new Chromium();
    }

    @AfterAll
    static void endBrowser() {
        Optional.ofNullable(browser).ifPresent(Chromium::close);
    }

    @BeforeEach
    void start() {
        relay = new Relay(base.getPort());
        browser.size(1280, 900);
    }

    @AfterEach
    void end() {
        browser.open("about:blank");
        relay.close();
    }

    private static void put(String path, String json) {
        Await.until(() -> given().contentType(ContentType.JSON)
                .body(json)
                .put(path)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201)));
    }

    private static Story story(String machine, long secondsAgo) {
        return new Story(new MachineId(machine), Instant.now().minusSeconds(secondsAgo));
    }

    private void stateIs(String state) {
        Await.until(() -> assertThat(browser.value("document.getElementById('link').dataset.state")
                        .asText())
                .isEqualTo(state));
    }

    private void shows(String selector, String text) {
        Await.until(() -> assertThat(browser.text(selector)).contains(text));
    }

    private void nothingIsCutOff() {
        var wide =
                browser.value("[document.documentElement, ...document.querySelectorAll('.card, tr.detail, .timeline')]"
                        + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.tagName + '.' + e.className)");
        assertThat(wide).isEmpty();
    }

    /// One machine of each outcome, with names of every kind, and one that nobody has added yet.
    private void rackOfMachines(BootStream stream) {
        put("/profiles/browsed", "{\"image\":\"debian\"}");
        put("/machines/" + WATCHED, "{\"rack\":\"r1\",\"hostName\":\"watched\",\"profile\":\"browsed\"}");
        put("/machines/525400fb0002", "{\"rack\":\"r1\",\"hostName\":\"fails\",\"profile\":\"browsed\"}");
        put("/machines/525400fb0003", "{\"rack\":\"r1\",\"hostName\":\"stalls\",\"address\":\"10.9.0.3\"}");
        put(
                "/machines/525400fb0004",
                "{\"rack\":\"r1\",\"hostName\":\"a-host-name-as-long-as-they-come-in-some-places\"}");
        var hostile = "{\"id\":\"525400fb0005\",\"macs\":[\"525400fb0005\"],\"rack\":\"r1\",\"loader\":\"auto\","
                + "\"hostName\":\"<script>document.title='taken'</script>\"}";
        stream.put("machines", "525400fb0005", hostile.getBytes(StandardCharsets.UTF_8));
        stream.say(story("525400fb0002", 300)
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .started(5, "b1")
                .failed(6, "b1", Stage.STARTED, "no root device")
                .events());
        stream.say(story("525400fb0003", 30)
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .fetched(1, FileRole.KERNEL, "/vmlinuz", 8_000_000)
                .events());
        stream.say(story("525400fb0004", 4000).uefiHttp(0, "b1").events());
        stream.say(story("525400fb0006", 20)
                .requested(0, Firmware.UEFI, BootClient.PXE)
                .events());
    }

    @Test
    void aBootGrowsOnThePageAndWhatIsOutOfDateSaysSo() {
        try (var stream = new BootStream(nats.url())) {
            rackOfMachines(stream);
            browser.open(base.resolve("/#" + WATCHED).toString());
            stateIs("live");
            shows("#rows", "<script>document.title='taken'</script>");
            shows("#rows", "stalled");
            shows("#unknown-rows", "52:54:00:fb:00:06");
            browser.value("window.neverReloaded = true");

            var boot = story(WATCHED, 7).bios(0, "b1").events();
            stream.say(boot.subList(0, 2));
            shows("tr.open", "booting: leased");
            var rows = browser.value(ROWS).intValue();
            stream.say(boot.subList(2, 5));
            Await.until(() -> assertThat(browser.value(ROWS).intValue()).isGreaterThan(rows));
            shows(".timeline", "initrd.img · 20.0 MB");
            stream.say(boot.subList(5, 7));
            shows("tr.open", "up");
            shows("tr.detail .facts", "6.20 s");
            browser.photograph("desktop-live");
            nothingIsCutOff();
            browser.size(390, 844);
            browser.photograph("phone-live");
            nothingIsCutOff();

            nats.kill();
            try {
                stateIs("stale");
                shows("#standing", "The NATS server cannot be reached");
                Await.until(() -> assertThat(browser.value("document.querySelector('form.add button').disabled")
                                .booleanValue())
                        .isTrue());
                browser.photograph("phone-stale");
                nothingIsCutOff();
                browser.size(1280, 900);
                browser.photograph("desktop-stale");
                browser.prefer("dark");
                browser.photograph("desktop-stale-dark");
                browser.prefer("light");
            } finally {
                nats.restart();
            }
            stateIs("live");
            assertThat(browser.value("document.getElementById('standing').hidden")
                            .booleanValue())
                    .isTrue();
            stream.say(story("525400fb0002", 7).bios(0, "b2").events());
            shows("tr:has([data-key='m-525400fb0002']) .state", "up");
        }
        assertThat(browser.value("window.neverReloaded").booleanValue()).isTrue();
        assertThat(browser.value("document.title").textValue()).isEqualTo("Rackboot: machines");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aPageThatHearsNothingSaysSoAndRecovers() {
        put("/machines/525400fb0011", "{\"rack\":\"r1\",\"hostName\":\"before\"}");
        browser.open(relay.url());
        stateIs("live");
        shows("#rows", "before");

        relay.cut();
        stateIs("lost");
        shows("#standing", "The service cannot be reached");
        browser.photograph("desktop-lost");
        put("/machines/525400fb0011", "{\"rack\":\"r1\",\"hostName\":\"after\"}");
        relay.restore();
        stateIs("live");
        shows("#rows", "after");

        relay.swallow();
        stateIs("lost");
        put("/machines/525400fb0011", "{\"rack\":\"r1\",\"hostName\":\"much-later\"}");
        relay.restore();
        stateIs("live");
        shows("#rows", "much-later");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void anImageAppearsAsItIsBuilt() {
        var now = Instant.now();
        put("/profiles/uses-it", "{\"image\":\"appears\"}");
        try (var stream = new BootStream(nats.url())) {
            browser.open(base.toString());
            stateIs("live");
            say(stream, now, new BuildStarted("appears", "1", "build-1"));
            shows("#image-rows", "appears.1");
            shows("#image-rows", "building: 0 %");
            say(stream, now.plusSeconds(1), new BuildProgress("appears", "1", "build-1", "packages", 42, 3_200_000));
            shows("#image-rows", "building: 42 %");
            shows("#image-rows", "packages, 3.2 MB/s");
            say(
                    stream,
                    now.plusSeconds(2),
                    new BuildFailed("breaks", "7", "build-2", "package-missing", "debian.yaml line 3: no package x"));
            shows("#image-rows", "package-missing: debian.yaml line 3: no package x");
            browser.photograph("desktop-images");
            nothingIsCutOff();
            say(
                    stream,
                    now.plusSeconds(3),
                    new BuildFinished("appears", "1", "build-1", Duration.ofSeconds(3), List.of()));
            shows("#image-rows", "built in 3.00 s, not published yet");
            say(stream, now.plusSeconds(4), new ImagePublished("appears", "1", List.of()));
            stream.put("images", "appears.1", Images.document("appears", "1"));
            shows("#image-rows", "published");
            shows("#image-rows", "uses-it");
            browser.size(390, 844);
            browser.photograph("phone-images");
            nothingIsCutOff();
        }
        assertThat(browser.text("#image-rows")).doesNotContain("not published yet");
        assertThat(browser.faults()).isEmpty();
    }

    private static void say(BootStream stream, Instant time, ImageFact fact) {
        stream.say(List.of(CloudEvent.of(Emitter.IMAGE, time, fact)));
    }
}
