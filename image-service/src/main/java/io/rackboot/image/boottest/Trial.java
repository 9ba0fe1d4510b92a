package io.rackboot.image.boottest;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.process.Watch;
import io.rackboot.image.store.JobSpace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/// One machine, switched on and watched until enough is seen.
///
/// @param nanoTime a clock that only goes forward
record Trial(BootTestSettings settings, Vertx vertx, JobSpace space, LongSupplier nanoTime) {
    /// A processor that cannot run a kernel though KVM opens (nested virtualisation) shows nothing at all.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

    /// What was seen.
    ///
    /// @param end empty where no kernel ran, which with KVM may be the host's fault
    /// @param words what QEMU said where it could not run
    record Seen(Optional<TrialEnd> end, Observation observation, Duration duration, long used, String words) {}

    Seen run(TrialBoot boot, Accelerator accelerator) throws IOException {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var secret = HexFormat.of().formatHex(random);
        var observation = new Observation();
        var files = boot instanceof TrialBoot.Loaded loaded ? loaded.files() : Map.<String, Path>of();
        try (var server = TrialServer.start(vertx, secret, files, observation)) {
            if (boot instanceof TrialBoot.Loaded loaded && loaded.exported().isPresent()) {
                try (var nfs = TrialNfs.start(space, loaded.exported().get())) {
                    var port = OptionalInt.of(nfs.port());
                    return run(boot, machine(accelerator, server, port), secret, observation);
                }
            }
            return run(boot, machine(accelerator, server, OptionalInt.empty()), secret, observation);
        }
    }

    private Machine machine(Accelerator accelerator, TrialServer server, OptionalInt nfs) {
        return new Machine(settings, accelerator, space.path("."), server.port(), nfs);
    }

    private Seen run(TrialBoot boot, Machine machine, String secret, Observation observation) throws IOException {
        Files.deleteIfExists(machine.pidFile());
        var program = program(boot, machine, secret);
        var byConsole = boot instanceof TrialBoot.Stick;
        var memory = new PeakMemory(machine.pidFile());
        var began = nanoTime.getAsLong();
        var words = "";
        try {
            var runner = new ProgramRunner(
                    line -> observation.line(line, byConsole), watch(machine, observation, memory, began));
            runner.run(program);
            observation.over("the machine stopped by itself");
        } catch (TrialOverException _) {
            // As wished.
        } catch (ProgramFailedException e) {
            if (observation.sign()) {
                observation.over(e.getMessage());
            }
            words = e.getMessage();
        }
        var duration = Duration.ofNanos(nanoTime.getAsLong() - began);
        return new Seen(observation.end(), observation, duration, memory.bytes(), words);
    }

    private Program program(TrialBoot boot, Machine machine, String secret) throws IOException {
        return switch (boot) {
            case TrialBoot.Loaded loaded -> machine.loaded(loaded, secret);
            case TrialBoot.Stick stick -> {
                Files.deleteIfExists(machine.variables());
                Files.copy(Machine.VARIABLES, machine.variables());
                yield machine.stick(stick);
            }
            case TrialBoot.Impossible(var reason) -> throw new IllegalArgumentException(reason);
        };
    }

    private Watch watch(Machine machine, Observation observation, PeakMemory memory, long began) {
        return () -> {
            memory.look();
            var since = nanoTime.getAsLong() - began;
            if (since > settings.limit().toNanos()) {
                observation.over("not up after " + settings.limit().toSeconds() + " s (image.boot-test.limit)");
            }
            var dead = machine.accelerator() == Accelerator.KVM
                    && settings.accelerators().size() > 1
                    && since > SIGN_OF_LIFE.toNanos()
                    && !observation.sign();
            if (dead || observation.end().isPresent()) {
                throw new TrialOverException();
            }
        };
    }
}
