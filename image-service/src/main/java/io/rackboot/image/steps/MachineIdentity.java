package io.rackboot.image.steps;

import io.rackboot.image.slimming.PathPattern;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What packages leave in a root that belongs to one machine or to one run: keys that no two machines may share, the
/// name and name servers of the machine that built it, caches, logs. Two runs would differ in it.
public final class MachineIdentity {
    private static final PathPattern HOST_KEYS = PathPattern.of("/etc/ssh/ssh_host_*_key*");
    private static final List<PathPattern> NEVER = PathPattern.all(List.of(
            "/etc/hostname",
            "/etc/resolv.conf",
            "/etc/.pwd.lock",
            "/etc/passwd-",
            "/etc/shadow-",
            "/etc/group-",
            "/etc/gshadow-",
            "/etc/subuid-",
            "/etc/subgid-",
            "/var/lib/dbus/machine-id",
            "/var/lib/systemd/random-seed",
            "/var/lib/systemd/credential.secret",
            "/var/lib/systemd/catalog/database",
            "/var/lib/apt/lists/*",
            "/var/cache/apt/*.bin",
            "/var/cache/apt/archives/*.deb",
            "/var/cache/debconf/*-old",
            "/var/cache/ldconfig/aux-cache",
            "/var/cache/man/**",
            "/var/lib/dpkg/*-old",
            "/var/log/*.log",
            "/var/log/apt/*",
            "/var/log/journal/**",
            "/tmp/**",
            "/run/**"));
    private static final String UNIT = "/etc/systemd/system/rackboot-ssh-host-keys.service";
    private static final String UNIT_TEXT = """
            [Unit]
            Description=Keys of this machine for SSH
            ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
            Before=ssh.service sshd.service ssh.socket

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=/usr/bin/ssh-keygen -A

            [Install]
            WantedBy=multi-user.target
            """;

    private MachineIdentity() {}

    /// Removes it. A root with systemd that had SSH host keys gets a unit that makes new ones in each machine.
    ///
    /// @param known what stays, since it is of the source
    /// @param log takes a line for keys that were there
    public static void remove(Tree tree, Set<TreePath> known, Consumer<String> log) throws RefusedSourceException {
        var keys = matching(tree, List.of(HOST_KEYS), known);
        keys.forEach(tree::removeAll);
        matching(tree, NEVER, known).forEach(tree::removeAll);
        var machineId = new TreePath("etc/machine-id");
        if (tree.at(machineId).isPresent() && !known.contains(machineId)) {
            // Empty, systemd makes one at each boot.
            tree.put(machineId, Node.file(Attributes.root(0444), Content.text("")));
        }
        if (!keys.isEmpty()) {
            log.accept("SSH host keys are removed: each machine makes its own");
            if (tree.resolve("/lib/systemd/systemd") instanceof Resolution.Found) {
                tree.place(UNIT, Node.file(Attributes.root(0644), Content.text(UNIT_TEXT)));
                tree.place(
                        "/etc/systemd/system/multi-user.target.wants/rackboot-ssh-host-keys.service",
                        new Node.SymbolicLink(Attributes.root(0777), UNIT));
            }
        }
    }

    private static List<TreePath> matching(Tree tree, List<PathPattern> patterns, Set<TreePath> known) {
        var found = new ArrayList<TreePath>();
        for (var path : tree.nodes().keySet()) {
            if (!known.contains(path) && patterns.stream().anyMatch(pattern -> pattern.matches(path))) {
                found.add(path);
            }
        }
        return found;
    }
}
