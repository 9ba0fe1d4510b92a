package io.rackboot.boot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rackboot.boot.artifact.FakeImageService;
import io.rackboot.boot.machine.Documents;
import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The surroundings of the service in tests over HTTP. One machine is there from the beginning: [#MACHINE] boots image
/// `hello.1` with profile `default`.
public final class BootLab implements QuarkusTestResourceLifecycleManager {
    /// The machine's first MAC address and id.
    public static final String MACHINE = "525400a1b2c3";
    /// Its second MAC address.
    public static final String SECOND_MAC = "525400a1b2c4";
    /// A loader's content.
    public static final byte[] LOADER = "MZ a loader".getBytes();

    private static BootLab current;

    private final NatsServer nats = NatsServer.start();
    private final FakeImageService images = FakeImageService.start();
    private final Bus bus = new Bus(nats.url());
    private final Path directory;
    private final Artifact kernel;
    private final Artifact initrd;

    /// Made by the test framework.
    public BootLab() {
        try {
            directory = Files.createTempDirectory("http-boot");
            var loaders = Files.createDirectories(directory.resolve("loaders"));
            Files.write(loaders.resolve("snponly.efi"), LOADER);
            Files.writeString(directory.resolve("secret"), "secret");
            Files.createSymbolicLink(loaders.resolve("leak"), Path.of("../secret"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kernel = images.add(FileRole.KERNEL, "vmlinuz", content(1, 300_000));
        initrd = images.add(FileRole.INITRD, "initrd.img", content(2, 20_000_000));
    }

    /// {@return the running one}
    public static BootLab lab() {
        return current;
    }

    /// {@return pseudo-random bytes}
    public static byte[] content(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// {@return the kernel of image `hello.1`}
    public Artifact kernel() {
        return kernel;
    }

    /// {@return its initrd}
    public Artifact initrd() {
        return initrd;
    }

    /// {@return who writes documents and listens to facts}
    public Bus bus() {
        return bus;
    }

    /// {@return image-service}
    public FakeImageService images() {
        return images;
    }

    /// {@return the nats-server}
    public NatsServer nats() {
        return nats;
    }

    /// {@return the state directory of the service}
    public Path state() {
        return directory.resolve("state");
    }

    @Override
    public Map<String, String> start() {
        current = this;
        bus.put(Documents.machine(List.of(MACHINE, SECOND_MAC), Optional.of("default"), Optional.empty()));
        bus.put(Documents.profile("default", "hello", "quiet"));
        bus.put(Documents.image("hello", "1", Instant.parse("2026-11-20T00:00:00Z"), kernel, initrd));
        return configuration();
    }

    /// {@return what the service is told}
    public Map<String, String> configuration() {
        return Map.of(
                "nats.servers", nats.url(),
                "boot.state-directory", state().toString(),
                "boot.loaders", directory.resolve("loaders").toString());
    }

    @Override
    public void stop() {
        bus.close();
        nats.close();
        images.close();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
