package io.rackboot.boot;

import static io.rackboot.boot.testing.BootLab.MACHINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.testing.Await;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.boot.testing.PackagedService;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.KernelStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a rack sees when its service is killed, and NATS and image-service are gone when it comes back.
class ColdStartIT {
    private static final Set<String> SNAPSHOTS =
            Set.of("machines.snapshot", "profiles.snapshot", "images.snapshot", "channels.snapshot", "leases.snapshot");
    private static final Pattern TOKEN = Pattern.compile("rackboot\\.token=(\\S+)");

    @TempDir
    Path directory;

    private final BootLab lab = new BootLab();
    private HashMap<String, String> configuration;

    @BeforeEach
    void start() {
        configuration = new HashMap<>(lab.start());
    }

    @AfterEach
    void stop() {
        lab.stop();
    }

    @Test
    void itServesFromItsSnapshotsAndCacheAndFactsArriveWhenNatsIsBack() {
        String token;
        try (var service = new PackagedService(configuration, directory.resolve("log"))) {
            token = token(service);
            assertThat(service.post("/boot/" + MACHINE + "/phone-home/kernel-started", token, "uptime 1\n"))
                    .isEqualTo("204 ");
            lab.bus().awaitFact(KernelStarted.class, f -> token.startsWith(f.boot() + "."));
            Await.until("the snapshots", () -> snapshots().equals(SNAPSHOTS));
            service.kill();
        }
        lab.nats().stop();
        lab.images().close();

        try (var service = new PackagedService(configuration, directory.resolve("log"))) {
            assertThat(token(service)).isNotEqualTo(token);
            assertThat(service.get("/artifacts/" + lab.kernel().sha256() + "/vmlinuz"))
                    .isNotEmpty();
            assertThat(service.post("/boot/" + MACHINE + "/phone-home/kernel-started", token, "uptime 1\n"))
                    .isEqualTo("204 ");
            assertThat(service.post("/boot/" + MACHINE + "/phone-home/boot-complete", token, "uptime 2\n"))
                    .isEqualTo("204 ");

            lab.nats().restart();

            lab.bus().awaitConnection();
            Await.until(
                    "the fact in the stream",
                    () -> lab.bus()
                                    .stored(BootComplete.class, f -> token.startsWith(f.boot() + "."))
                                    .size()
                            == 1);
            assertThat(lab.bus().stored(KernelStarted.class, f -> token.startsWith(f.boot() + ".")))
                    .hasSize(1);
        }
    }

    @Test
    void aConfigurationErrorStopsTheStartAndNamesTheProperty() throws IOException {
        configuration.put("boot.public-url", "nonsense");
        Files.createFile(directory.resolve("log"));

        try (var service = new PackagedService(configuration, directory.resolve("log"))) {
            throw new AssertionError("it started: " + service.log());
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("boot.public-url: nonsense is no http://host[:port]");
        }
    }

    private static String token(PackagedService service) {
        return Await.present(
                        "a script that boots",
                        () -> Optional.of(TOKEN.matcher(service.get("/boot/" + MACHINE + "/boot.ipxe")))
                                .filter(match -> match.find()))
                .group(1);
    }

    private Set<String> snapshots() {
        try (var files = Files.list(lab.state().resolve("snapshots"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".snapshot"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
