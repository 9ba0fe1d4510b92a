package io.rackboot.image.bootstrap;

import io.rackboot.image.process.Lookup;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.sandbox.Namespaces;
import io.rackboot.image.specification.DebianSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Makes a root of a Debian suite.
///
/// @param runner runs the programs
/// @param installed whether a program is on the machine
/// @param namespaces what they run in
/// @param directory an empty directory to work in
/// @param sourceDateEpoch what packages' scripts are told the time is, in seconds since 1970
/// @param pins apt's preferences while mmdebstrap chooses; debootstrap takes what the mirror has
/// @param authorities the certificates that mirrors may show, where they are not the machine's; for mmdebstrap
public record DebianBootstrap(
        ProgramRunner runner,
        Predicate<String> installed,
        Namespaces namespaces,
        Path directory,
        long sourceDateEpoch,
        Optional<Path> pins,
        Optional<Path> authorities) {

    /// With the programs of this machine.
    public DebianBootstrap(
            ProgramRunner runner,
            Namespaces namespaces,
            Path directory,
            long sourceDateEpoch,
            Optional<Path> pins,
            Optional<Path> authorities) {
        this(runner, Lookup::has, namespaces, directory, sourceDateEpoch, pins, authorities);
    }

    /// Makes the root and gives it to a reader as a tar archive.
    ///
    /// @param percent told how far the work is, 0 to 100
    public void make(DebianSource source, ProgramRunner.Output tar, IntConsumer percent) throws IOException {
        if (installed.test("mmdebstrap")) {
            var program = Mmdebstrap.program(source, directory, sourceDateEpoch, pins, authorities);
            var confined = namespaces.beside(program, directory, Mmdebstrap.CAPABILITIES);
            told(Mmdebstrap::percent, percent).collect(confined, tar);
        } else if (installed.test("debootstrap")) {
            var root = Files.createDirectory(directory.resolve("root"));
            var program = Debootstrap.program(source, namespaces, directory, root, sourceDateEpoch);
            var confined = namespaces.beside(program, directory, Debootstrap.CAPABILITIES);
            told(Debootstrap::percent, percent).run(confined);
            namespaces.pack(runner, root, tar);
        } else {
            throw new ProgramFailedException(
                    "a Debian suite needs mmdebstrap on the machine of image-service (Debian: mmdebstrap; without root"
                            + " also uidmap and lines for the user in /etc/subuid and /etc/subgid)");
        }
    }

    private ProgramRunner told(ToIntFunction<String> milestone, IntConsumer percent) {
        return runner.with(line -> {
            runner.log().accept(line);
            var reached = milestone.applyAsInt(line);
            if (reached > 0) {
                percent.accept(reached);
            }
        });
    }
}
