package io.rackboot.image.steps;

import io.rackboot.image.slimming.PathPattern;
import io.rackboot.image.specification.Steps;
import io.rackboot.image.specification.Steps.Network;
import io.rackboot.image.specification.Steps.PlacedFile;
import io.rackboot.image.specification.Steps.PlacedFile.Source;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The steps that need no program: they change the tree.
///
/// @param log takes a line per step
public record TreeSteps(Tree tree, Consumer<String> log) {
    private static final Attributes TEXT = Attributes.root(0644);

    /// Users and files: what commands may rely on.
    public void before(Steps steps) throws IOException {
        var accounts = new Accounts(tree);
        for (var user : steps.users()) {
            accounts.apply(user);
            log.accept("user " + user.name() + ": " + user.keys().size() + " SSH keys");
        }
        for (var file : steps.files()) {
            place(file, accounts);
            log.accept("file " + file.path());
        }
    }

    /// Units, names and removals: what commands may have made possible.
    public void after(Steps steps) throws IOException {
        new SystemdUnits(tree).apply(steps.units());
        if (steps.hostName().isPresent()) {
            hostName(steps.hostName().get());
        }
        if (steps.network().isPresent()) {
            network(steps.network().get());
        }
        for (var removal : steps.removals()) {
            remove(PathPattern.of(removal));
        }
        for (var rule : steps.slimming()) {
            log.accept("slimming rule " + rule.text() + ": " + rule.gain(tree) + " bytes");
            rule.apply(tree);
        }
    }

    private void place(PlacedFile file, Accounts accounts) throws IOException {
        var attributes = new Attributes(file.mode(), accounts.uid(file.owner()), accounts.gid(file.group()));
        var node = switch (file.source()) {
            case Source.Text(var text) -> Node.file(attributes, Content.text(text));
            case Source.OfMachine(var path) -> Node.file(attributes, Content.SourceFile.of(path));
            case Source.Link(var target) -> new Node.SymbolicLink(attributes, TreePath.raw(target));
            case Source.Directory() -> new Node.Directory(attributes);
        };
        tree.place(file.path(), node);
    }

    private void hostName(String name) throws IOException {
        tree.place("/etc/hostname", Node.file(TEXT, Content.text(name + "\n")));
        var hosts = new TextFile(tree, "/etc/hosts", TEXT);
        var first = name.contains(".") ? name + " " + name.substring(0, name.indexOf('.')) : name;
        var lines = new ArrayList<>(
                hosts.lines().orElse(List.of("127.0.0.1 localhost", "::1 localhost ip6-localhost ip6-loopback")));
        lines.removeIf(line -> line.startsWith("127.0.1.1"));
        lines.add(Math.min(1, lines.size()), "127.0.1.1 " + first);
        hosts.write(lines);
        log.accept("host name " + name);
    }

    /// systemd-networkd where the root has it, else ifupdown. The address of the firmware and of /init is kept: its
    /// identity towards the DHCP server is the card's address, and the interface is not taken down.
    private void network(Network network) throws IOException {
        if (!network.nameServers().isEmpty()) {
            var lines = network.nameServers().stream()
                    .map(server -> "nameserver " + server + "\n")
                    .collect(Collectors.joining());
            tree.place("/etc/resolv.conf", Node.file(TEXT, Content.text(lines)));
        }
        if (network.dhcp().isEmpty()) {
            return;
        }
        if (tree.resolve("/lib/systemd/systemd-networkd") instanceof Resolution.Found) {
            var text = """
                    # Made by image-service.
                    [Match]
                    Name=%s

                    [Network]
                    DHCP=yes
                    KeepConfiguration=yes

                    [DHCPv4]
                    ClientIdentifier=mac
                    """.formatted(String.join(" ", network.dhcp()));
            tree.place("/etc/systemd/network/80-rackboot.network", Node.file(TEXT, Content.text(text)));
            new SystemdUnits(tree).apply(new Steps.Units(List.of("systemd-networkd.service"), List.of(), List.of()));
            log.accept("network: systemd-networkd, DHCP on " + String.join(" ", network.dhcp()));
        } else if (tree.resolve("/etc/network") instanceof Resolution.Found) {
            var text = network.dhcp().stream()
                    .map(name -> "auto /" + name + "\niface " + name + " inet dhcp\n")
                    .collect(Collectors.joining());
            tree.place("/etc/network/interfaces.d/rackboot", Node.file(TEXT, Content.text(text)));
            log.accept("network: ifupdown, DHCP on " + String.join(" ", network.dhcp()));
        } else {
            throw new RefusedSourceException("network.dhcp: the root has neither systemd-networkd nor ifupdown");
        }
    }

    private void remove(PathPattern pattern) {
        var paths = tree.nodes().keySet().stream().filter(pattern::matches).toList();
        var before = tree.contentSize();
        paths.forEach(tree::removeAll);
        log.accept(
                "removed " + pattern + ": " + paths.size() + " entries, " + (before - tree.contentSize()) + " bytes");
    }
}
