package io.rackboot.image.bootstrap;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.sandbox.Namespaces;
import io.rackboot.image.specification.DebianSource;
import io.rackboot.image.specification.DebianSource.Signatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// debootstrap, the second choice: one suite of one mirror, only as root; it makes the root in a directory.
public final class Debootstrap {
    /// It mounts /proc and /sys, and makes device nodes.
    static final List<String> CAPABILITIES = List.of("sys_admin", "mknod");

    private static final Map<String, Integer> MILESTONES = Map.of(
            "I: Retrieving InRelease", 1,
            "I: Retrieving Packages", 3,
            "I: Resolving dependencies", 6,
            "I: Retrieving", 10,
            "I: Extracting", 35,
            "I: Installing core packages", 50,
            "I: Unpacking required packages", 55,
            "I: Configuring required packages", 65,
            "I: Unpacking the base system", 75,
            "I: Configuring the base system", 85);

    private Debootstrap() {}

    /// {@return the program}
    ///
    /// @param directory where it works
    /// @param root the directory that becomes the root
    /// @throws ProgramFailedException where only mmdebstrap can do what is asked for
    public static Program program(
            DebianSource source, Namespaces namespaces, Path directory, Path root, long sourceDateEpoch)
            throws ProgramFailedException {
        requirePossible(source, namespaces);
        var archive = source.archives().getFirst();
        var arguments = new ArrayList<>(
                List.of("debootstrap", "--merged-usr", "--components=" + String.join(",", archive.components())));
        if (source.variant() == DebianSource.Variant.MINBASE) {
            arguments.add("--variant=minbase");
        }
        if (!source.packages().isEmpty()) {
            arguments.add("--include=" + String.join(",", source.packages()));
        }
        arguments.add(
                switch (source.signatures()) {
                    case Signatures.Keyring(var file) -> "--keyring=" + file;
                    case Signatures.Unchecked _ -> "--no-check-gpg";
                    case Signatures.OfTheMachine _ -> "--force-check-gpg";
                });
        // A suite that debootstrap has no script for is made as Debian's newest.
        arguments.addAll(
                List.of(archive.suite(), root.toString(), archive.mirror(), "/usr/share/debootstrap/scripts/sid"));
        return Proxies.passedOn(Program.of("debootstrap", arguments).in(directory))
                .with("TMPDIR", directory.toString())
                .with("SOURCE_DATE_EPOCH", Long.toString(sourceDateEpoch));
    }

    /// {@return how far it is, in percent, when it says this; 0 where the line tells nothing of it}
    public static int percent(String line) {
        return MILESTONES.keySet().stream()
                .filter(line::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(MILESTONES::get)
                .orElse(0);
    }

    private static void requirePossible(DebianSource source, Namespaces namespaces) throws ProgramFailedException {
        var variants = List.of(DebianSource.Variant.MINBASE, DebianSource.Variant.IMPORTANT);
        var pinned = source.packages().stream().anyMatch(name -> name.contains("=") || name.contains("/"));
        if (namespaces != Namespaces.PRIVILEGED
                || source.archives().size() > 1
                || pinned
                || !variants.contains(source.variant())) {
            throw new ProgramFailedException("mmdebstrap is not installed on the machine of image-service (Debian:"
                    + " mmdebstrap); debootstrap stands in only for a service of root, one archive, the variants minbase"
                    + " and important, and packages without a version");
        }
    }
}
