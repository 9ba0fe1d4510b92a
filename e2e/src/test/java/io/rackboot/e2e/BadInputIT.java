package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is wrong gets a clear answer, and everything else goes on.
@ExtendWith(Lab.class)
class BadInputIT {
    private static final Pattern KERNEL = Pattern.compile("http://[^ ]+/artifacts/([0-9a-f]{64})/vmlinuz");
    private static final String BOOT = "http://" + Lab.SERVER + "/boot/";
    private static final String IMAGES = "http://" + Lab.SERVER + ":8083";

    @Test
    void garbageOnEachPortCostsNothing(Lab.Rack rack) throws IOException {
        // Given
        var garbage = Files.createDirectory(rack.directory().resolve("garbage"));
        var random = new Random(20261121);
        for (int i = 0; i < 120; i++) {
            var bytes = new byte[1 + random.nextInt(1400)];
            random.nextBytes(bytes);
            Files.write(garbage.resolve(String.valueOf(i)), bytes);
        }
        var malformed = counter(rack, "dhcp_malformed_datagrams_total");
        try (var client = Client.on(rack, "rack0", "gar", "52:54:00:00:05:01")) {
            client.dhclient();
            // When
            client.sh("""
                    for file in %1$s/*; do
                      for port in 67 69; do cat $file >/dev/udp/%2$s/$port; done
                    done
                    for file in %1$s/1*; do
                      for port in 80 8067 8069 8080 8083; do timeout 1 nc -N %2$s $port <$file >/dev/null; done
                    done
                    """.formatted(garbage, Lab.SERVER));
            // Then
            assertThat(counter(rack, "dhcp_malformed_datagrams_total")).isGreaterThan(malformed);
            for (int port : List.of(80, 8067, 8069, 8080, 8083)) {
                assertThat(rack.get("http://" + Lab.SERVER + ":" + port + "/q/health/ready"))
                        .contains("\"UP\"");
            }
            assertThat(client.sh("curl -sS -m 20 tftp://" + Lab.SERVER + "/snponly.efi | wc -c")
                            .success()
                            .strip())
                    .isEqualTo(String.valueOf(Files.size(rack.directory().resolve("loaders/snponly.efi"))));
        }
        try (var client = Client.on(rack, "rack0", "gar", "52:54:00:00:05:02")) {
            assertThat(client.udhcpc().get("ip")).startsWith("192.168.77.");
        }
    }

    @Test
    void anUnknownMachineIsToldSoAndSoIsTheOperator(Lab.Rack rack) {
        try (var told = Story.of(rack, "boot.r1.525400000503.>")) {
            // When
            var script = rack.get(BOOT + "525400000503/boot.ipxe");
            // Then
            assertThat(script)
                    .contains("cannot boot: unknown-machine")
                    .contains("add it: PUT /machines/52:54:00:00:05:03 of inventory-service");
            refused(told, "unknown-machine");
        }
    }

    @Test
    void aMissingImageIsNamed(Lab.Rack rack) {
        rack.step("profile", "dreams", "nothing.7").success();
        rack.step("machine", "52:54:00:00:05:04", "dreamer", "dreams").success();
        try (var told = Story.of(rack, "boot.r1.525400000504.>")) {
            Await.until(
                    "the script names the image",
                    Duration.ofSeconds(20),
                    () -> rack.get(BOOT + "525400000504/boot.ipxe")
                            .contains("profile dreams wants image nothing.7, which is not published"));
            refused(told, "unknown-image");
        }
    }

    private static void refused(Story told, String reason) {
        var story = told.until(
                t -> t.fact().equals("request-refused")
                        && t.data().get("reason").asText().equals(reason),
                Duration.ofSeconds(20));
        assertThat(story).isNotEmpty();
        assertThat(story.getLast().fact()).isEqualTo("request-refused");
        assertThat(story.getLast().data().get("reason").asText()).isEqualTo(reason);
    }

    @Test
    void aWrongDigestIsRefusedBeforeTheFirstByteAndHealsWithTheFile(Lab.Rack rack) throws IOException {
        // Given
        rack.step("machine", "52:54:00:00:05:05", "careful", "demo").success();
        var script = rack.get(BOOT + "525400000505/boot.ipxe");
        var kernel = KERNEL.matcher(script);
        assertThat(kernel.find()).as(script).isTrue();
        var stored = rack.directory().resolve("image/artifacts/" + kernel.group(1));
        rack.step("signal", "TERM", "http-boot-service").success();
        rack.sh("rm -rf " + rack.directory() + "/http-boot/cache").success();
        flip(stored);
        try {
            rack.step("start", "http-boot-service").success();
            // When
            var answer = rack.in("curl", "-sS", "-m", "60", "-w", "\n%{http_code}", kernel.group())
                    .success();
            // Then
            assertThat(answer)
                    .endsWith("\n502")
                    .contains("is not what the image document says: its SHA-256 is")
                    .contains("the document says " + kernel.group(1));
            assertThat(rack.log("http-boot-service")).contains("is not what the image document says");
        } finally {
            flip(stored);
        }
        Await.until(
                "the kernel is served",
                Duration.ofSeconds(60),
                () -> rack.sh("curl -sS -m 60 " + kernel.group() + " | sha256sum")
                        .output()
                        .startsWith(kernel.group(1)));
    }

    private static void flip(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aMistakeInASpecificationIsAnsweredWithItsLine(Lab.Rack rack) throws IOException {
        // Given
        var specification = rack.directory().resolve("mistaken.yaml");
        Files.writeString(specification, """
                name: mistaken
                version: "1"
                root:
                  directoy: /srv
                kernel: /nowhere/vmlinuz
                """);
        // When
        var answer = rack.in(
                        "curl",
                        "-sS",
                        "-m",
                        "20",
                        "-w",
                        "\n%{http_code}",
                        "-H",
                        "Content-Type: application/yaml",
                        "--data-binary",
                        "@" + specification,
                        IMAGES + "/builds")
                .success();
        // Then
        assertThat(answer)
                .endsWith("\n400")
                .contains("\"line\":4,\"column\":3,\"field\":\"root.directoy\"")
                .contains("did you mean 'directory'?")
                .contains(
                        "\"line\":5,\"column\":9,\"field\":\"kernel\",\"problem\":\"/nowhere/vmlinuz does not exist\"");
    }

    @Test
    void aFullDiskFailsTheBuildAndNothingElse(Lab.Rack rack) throws IOException {
        // Given
        var work = rack.directory().resolve("image/work");
        var artifacts = rack.get(IMAGES + "/images/demo/1");
        rack.in("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", work.toString())
                .success();
        try {
            // When
            var failed = rack.step(Duration.ofMinutes(2), "image", "full", "1");
            // Then
            assertThat(failed.exit()).isNotZero();
            assertThat(failed.output()).contains("disk-full").contains("No space left on device");
            assertThat(rack.in("ls", work.toString()).success()).isEmpty();
            assertThat(rack.get(IMAGES + "/images/demo/1")).isEqualTo(artifacts);
        } finally {
            rack.in("umount", work.toString()).success();
        }
        rack.step(Duration.ofMinutes(3), "image", "full", "1").success();
    }

    private static double counter(Lab.Rack rack, String name) {
        return rack.get("http://" + Lab.SERVER + ":8067/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
