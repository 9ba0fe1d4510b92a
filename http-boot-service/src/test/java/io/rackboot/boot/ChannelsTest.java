package io.rackboot.boot;

import static io.rackboot.boot.testing.BootLab.lab;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.artifact.CacheDirectory;
import io.rackboot.boot.machine.Documents;
import io.rackboot.boot.testing.Await;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.boot.testing.Curl;
import io.rackboot.events.Buckets;
import io.rackboot.events.FileRole;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Profiles that name a channel of an image.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class ChannelsTest {
    private static final String MACHINE = "020000000031";

    @TempDir
    Path directory;

    /// Other tests find machines by a UUID that all machines of tests have.
    @AfterEach
    void forgetTheMachine() {
        lab().bus().delete(Buckets.MACHINES, MACHINE);
        awaitScript("unknown-machine");
    }

    @Test
    void aProfileFollowsItsChannelAndABootKeepsTheVersionOfItsScript() throws Exception {
        var first = lab().images().add(FileRole.INITRD, "initrd.img", BootLab.content(31, 100_000));
        var second = lab().images().add(FileRole.INITRD, "initrd.img", BootLab.content(32, 100_000));
        lab().bus().put(Documents.image("moving", "1", Instant.EPOCH, lab().kernel(), first));
        lab().bus().put(Documents.image("moving", "2", Instant.EPOCH.plusSeconds(1), lab().kernel(), second));
        lab().bus().put(Documents.profile("moving", "moving@stable"));
        lab().bus().put(Documents.machine(List.of(MACHINE), Optional.of("moving"), Optional.empty()));
        awaitScript("unknown-channel");
        assertThat(script()).contains("promote one: PUT /channels/moving/stable of image-service");

        lab().bus().put(Documents.channel("moving", "stable", "1"));
        var before = awaitScript("boots image moving.1 ");
        assertThat(before).contains("/artifacts/" + first.sha256() + "/initrd.img");

        lab().bus().put(Documents.channel("moving", "stable", "2"));
        lab().bus().delete(Buckets.IMAGES, "moving.1");
        var after = awaitScript("boots image moving.2 ");
        assertThat(after).contains("/artifacts/" + second.sha256() + "/initrd.img");

        // The machine with the script of before goes on as if nothing had happened.
        var file = directory.resolve("initrd.img");
        curl("-o", file.toString(), found("(http://\\S+/initrd.img)", before));
        assertThat(CacheDirectory.digestOf(file)).isEqualTo(first.sha256());
        curl(
                "-H",
                "Authorization: Bearer " + found("rackboot.token=(\\S+)", before),
                "--data-binary",
                "uptime 3.5\n",
                found("rackboot.phone-home=(\\S+)", before) + "/boot-complete");
        var fact = lab().bus()
                .awaitFact(BootComplete.class, f -> f.machine().text().equals(MACHINE));
        assertThat(fact.image()).isEqualTo("moving.1");
    }

    private String awaitScript(String text) {
        return Await.present(
                "a script with " + text, () -> Optional.of(script()).filter(script -> script.contains(text)));
    }

    private String script() {
        return curl("http://127.0.0.1:" + RestAssured.port + "/boot/" + MACHINE + "/boot.ipxe");
    }

    private String curl(String... arguments) {
        try {
            return new Curl(directory).run(arguments);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String found(String pattern, String script) {
        var matcher = Pattern.compile(pattern).matcher(script);
        assertThat(matcher.find()).as(script).isTrue();
        return matcher.group(1);
    }
}
