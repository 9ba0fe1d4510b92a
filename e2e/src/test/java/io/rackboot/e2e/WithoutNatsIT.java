package io.rackboot.e2e;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// NATS is stopped before the machine is switched on: it still boots, and the facts arrive when NATS is back.
@ExtendWith(Lab.class)
class WithoutNatsIT {
    @Test
    void bootsWithoutNatsAndTellsLater(Lab.Rack rack) {
        // Given
        var mac = "52:54:00:00:04:01";
        rack.step("machine", mac, "lonely", "demo").success();
        Await.until(
                "http-boot-service knows the machine",
                Duration.ofSeconds(20),
                () -> rack.get("http://" + Lab.SERVER + "/boot/525400000401/boot.ipxe")
                        .contains("rackboot.token"));
        rack.step("signal", "KILL", "nats-server").success();
        try {
            // When
            rack.step("on", "bios", mac).success();
            Await.until(
                    "the machine says that it is up",
                    Duration.ofSeconds(120),
                    () -> rack.console("525400000401").contains("rackboot: boot-complete"));
            rack.step("off", mac).success();
        } finally {
            rack.step("start", "nats-server").success();
        }
        // Then
        for (var fact : List.of("boot-requested", "lease-granted", "file-fetched", "kernel-started", "boot-complete")) {
            Await.until(
                    fact + " stands in the stream",
                    Duration.ofSeconds(60),
                    () -> Story.inStream(rack, "boot.r1.525400000401." + fact));
        }
        Await.until(
                "inventory-service shows the boot",
                Duration.ofSeconds(30),
                () -> rack.sh("curl -sS -m 5 http://" + Lab.SERVER + ":8080/machines/525400000401/boots")
                        .output()
                        .contains("\"complete\""));
    }
}
