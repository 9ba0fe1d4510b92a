package io.rackboot.image.bootstrap;

import io.rackboot.image.process.Program;
import io.rackboot.image.specification.DebianSource;
import io.rackboot.image.specification.DebianSource.Archive;
import io.rackboot.image.specification.DebianSource.Signatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// mmdebstrap, Debian's fastest way from a suite to a root; it writes the root as a tar archive to its standard output.
///
/// It runs in its root mode inside namespaces that are there already: those end with it whatever happens, and device
/// nodes, which a user namespace cannot have, are none of its business.
public final class Mmdebstrap {
    private static final String PINS = "/etc/apt/preferences.d/rackboot-lock";

    /// What the root has of it that is not part of the suite.
    public static final List<String> LEFT_OVER = List.of("/etc/apt/apt.conf.d/99mmdebstrap", PINS);

    /// It mounts /proc, /sys and devices.
    static final List<String> CAPABILITIES = List.of("sys_admin");

    private static final Map<String, Integer> MILESTONES = Map.of(
            "I: running apt-get update", 3,
            "I: downloading packages with apt", 10,
            "I: extracting archives", 30,
            "I: installing essential packages", 40,
            "I: installing remaining packages inside the chroot", 55,
            "I: cleaning package lists", 85,
            "I: creating tarball", 90);

    private Mmdebstrap() {}

    /// {@return the program}
    ///
    /// @param directory where it works; it makes a temporary directory there
    /// @param sourceDateEpoch what packages' scripts are told the time is, in seconds since 1970
    /// @param pins apt's preferences while it chooses
    /// @param authorities the certificates that mirrors may show; the machine's where there are none
    public static Program program(
            DebianSource source,
            Path directory,
            long sourceDateEpoch,
            Optional<Path> pins,
            Optional<Path> authorities) {
        var arguments = new ArrayList<>(List.of(
                "mmdebstrap",
                "--mode=root",
                "--variant=" + source.variant().text(),
                "--format=tar",
                "--skip=output/dev",
                "--aptopt=APT::Install-Recommends \"false\""));
        if (pins.isPresent()) {
            // Mirrors of the lock's day say that they are out of date. The lock has the versions; without one an old
            // mirror would be old security fixes.
            arguments.add("--aptopt=Acquire::Check-Valid-Until \"false\"");
        }
        // Its hooks are lines of a shell's words; the file is in a directory of the build, named by the service itself.
        pins.ifPresent(file -> arguments.add("--setup-hook=upload '" + file + "' " + PINS));
        authorities.ifPresent(file -> arguments.add("--aptopt=Acquire::https::CAInfo \"" + file + "\""));
        if (!source.packages().isEmpty()) {
            arguments.add("--include=" + String.join(",", source.packages()));
        }
        if (source.signatures() instanceof Signatures.Keyring(var file)) {
            arguments.add("--keyring=" + file);
        }
        arguments.addAll(List.of(source.archives().getFirst().suite(), "-"));
        source.archives().forEach(archive -> arguments.add(line(archive, source.signatures())));
        return Proxies.passedOn(Program.of("mmdebstrap", arguments).in(directory))
                .with("TMPDIR", directory.toString())
                .with("SOURCE_DATE_EPOCH", Long.toString(sourceDateEpoch));
    }

    /// {@return how far it is, in percent, when it says this; 0 where the line tells nothing of it}
    public static int percent(String line) {
        return MILESTONES.entrySet().stream()
                .filter(milestone -> line.startsWith(milestone.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    private static String line(Archive archive, Signatures signatures) {
        var options = signatures instanceof Signatures.Unchecked ? "[trusted=yes] " : "";
        return "deb " + options + archive.mirror() + " " + archive.suite() + " "
                + String.join(" ", archive.components());
    }
}
