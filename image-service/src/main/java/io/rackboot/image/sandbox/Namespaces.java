package io.rackboot.image.sandbox;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Namespaces for programs that act as root: mounts, processes, host name and IPC of their own, all gone with the first
/// process, which the kernel kills with the program that made them.
public enum Namespaces {
    /// For a service that runs as root.
    PRIVILEGED(List.of()),
    /// For a service of another user: its programs are root in a user namespace, the owners of their files are of its
    /// range in /etc/subuid and /etc/subgid.
    OF_USER(List.of("--user", "--map-root-user", "--map-auto"));

    private final List<String> prefix;

    Namespaces(List<String> user) {
        var all = new ArrayList<>(List.of("unshare"));
        all.addAll(user);
        all.addAll(List.of("--mount", "--pid", "--fork", "--kill-child=KILL", "--uts", "--ipc", "--mount-proc"));
        all.addAll(List.of("--propagation=private", "--"));
        prefix = List.copyOf(all);
    }

    /// {@return the program, run inside}
    public Program around(Program program) {
        var command = new ArrayList<>(prefix);
        command.addAll(program.command());
        return new Program(command, program.environment(), program.directory(), program.debianPackage());
    }

    /// {@return a program of the machine that makes a root, run inside; as the machine's root it writes into one
    ///     directory only, and lacks the capabilities that are not needed for that}
    ///
    /// @param capabilities what it needs beyond those of programs in a root; who may mount can undo the former
    public Program beside(Program program, Path directory, List<String> capabilities) {
        return switch (this) {
            case PRIVILEGED -> {
                var script = Script.BESIDE_MACHINE;
                var command = new ArrayList<>(List.of("/bin/sh", "-c", script.text(), script.file()));
                command.addAll(List.of(directory.toString(), Capabilities.bounds(capabilities)));
                command.addAll(program.command());
                yield around(new Program(command, program.environment(), program.directory(), program.debianPackage()));
            }
            case OF_USER -> around(program);
        };
    }

    /// Packs a directory as a tar archive: owners as they are inside, extended attributes too.
    ///
    /// @param root not entered through a symbolic link; other file systems in it are left out
    public void pack(ProgramRunner runner, Path root, ProgramRunner.Output tar) throws IOException {
        var program = Program.of(
                        "tar",
                        "tar",
                        "--create",
                        "--file=-",
                        "--format=pax",
                        "--numeric-owner",
                        "--xattrs",
                        "--xattrs-include=*",
                        "--one-file-system",
                        "--sort=name",
                        ".")
                .in(root);
        runner.collect(around(program), tar);
    }
}
