package io.rackboot.image.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.sandbox.Namespaces;
import io.rackboot.image.specification.DebianSource;
import io.rackboot.image.specification.DebianSource.Archive;
import io.rackboot.image.specification.DebianSource.Signatures;
import io.rackboot.image.specification.DebianSource.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// debootstrap makes the root where there is no mmdebstrap. It wants a whole Debian: run with
/// `-Dimage.debian-mirror=URL`.
@Tag("in-process")
@EnabledIfSystemProperty(named = "image.debian-mirror", matches = ".+")
class DebootstrapIT {
    @TempDir
    Path directory;

    @Test
    void standsInForMmdebstrap() throws Exception {
        Commands.require("debootstrap", "dpkg-query", "tar");
        Commands.requireRoot("may make device nodes");
        var log = new ArrayList<String>();
        var percents = new ArrayList<Integer>();
        var work = Files.createDirectory(directory.resolve("work"));
        var bootstrap = new DebianBootstrap(
                new ProgramRunner(log::add, () -> {}),
                "debootstrap"::equals,
                Namespaces.PRIVILEGED,
                work,
                0,
                Optional.empty(),
                Optional.empty());
        var archive = new Archive(System.getProperty("image.debian-mirror"), "bookworm", List.of("main"));
        var source = new DebianSource(
                List.of(archive), List.of("systemd-sysv"), Variant.MINBASE, new Signatures.OfTheMachine());

        bootstrap.make(source, tar -> Files.copy(tar, directory.resolve("root.tar")), percents::add);

        Commands.run(directory, "mkdir root && tar --numeric-owner -xpf root.tar -C root");
        assertThat(Commands.run(directory, "stat -c '%a %u:%g' root/etc/shadow"))
                .isEqualTo("640 0:42\n");
        var query = "dpkg-query --admindir root/var/lib/dpkg -W -f '${Package} ${db:Status-Status}\\n'";
        assertThat(Commands.run(directory, query).lines())
                .contains("systemd-sysv installed", "dpkg installed")
                .allMatch(line -> line.endsWith(" installed"));
        assertThat(percents).isSorted().contains(65, 85);
        assertThat(Commands.run(directory, "grep -c " + work + " /proc/self/mounts || true"))
                .isEqualTo("0\n");
    }
}
