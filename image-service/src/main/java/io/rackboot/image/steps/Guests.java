package io.rackboot.image.steps;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Files that are in a root only while programs run in it: the name servers of the machine, and the word to Debian's
/// packages that nothing is to be started, and the versions that a lock pins. Also keeps what the programs' directory
/// cannot hold: device nodes.
public final class Guests {
    private static final String POLICY = "#!/bin/sh\nexit 101\n";
    private static final String PREFERENCES = "etc/apt/preferences.d";

    private final String nameServers;
    private final Optional<String> preferences;
    private final Map<TreePath, Node.RegularFile> guests = new LinkedHashMap<>();
    private final Map<TreePath, Optional<Node>> before = new LinkedHashMap<>();
    private final Map<TreePath, Node> devices = new LinkedHashMap<>();

    /// @param nameServers the text of the machine's /etc/resolv.conf
    /// @param preferences apt's, of a lock
    public Guests(String nameServers, Optional<String> preferences) {
        this.nameServers = nameServers;
        this.preferences = preferences;
    }

    /// Puts them in, where links lead; the word to packages only where there are any.
    public void enter(Tree tree) throws RefusedSourceException {
        tree.nodes().forEach((path, node) -> {
            if (node instanceof Node.Device) {
                devices.put(path, node);
            }
        });
        enter(tree, "etc", "resolv.conf", Node.file(Attributes.root(0644), Content.text(nameServers)));
        if (tree.resolve("/usr/bin/dpkg") instanceof Resolution.Found) {
            enter(tree, "usr/sbin", "policy-rc.d", Node.file(Attributes.root(0755), Content.text(POLICY)));
        }
        if (preferences.isPresent() && tree.resolve("/" + PREFERENCES) instanceof Resolution.Found) {
            var pins = Content.text(preferences.get());
            enter(tree, PREFERENCES, "rackboot-lock", Node.file(Attributes.root(0644), pins));
        }
    }

    private void enter(Tree tree, String directory, String name, Node.RegularFile guest) throws RefusedSourceException {
        var place = tree.directory(new TreePath(directory)).child(name);
        before.put(place, tree.at(place));
        tree.put(place, guest);
        guests.put(place, guest);
    }

    /// Takes them out of the root as the programs left it; one that they changed stays.
    public void leave(Tree tree) throws IOException {
        for (var guest : guests.entrySet()) {
            var path = guest.getKey();
            var file = tree.file(path);
            if (file.isPresent()
                    && ContentReader.equal(
                            file.get().content(), guest.getValue().content())) {
                tree.remove(path);
                var present = before.getOrDefault(path, Optional.empty());
                if (present.isPresent()) {
                    tree.put(path, present.get());
                }
            }
        }
        for (var device : devices.entrySet()) {
            var parent = tree.at(device.getKey().parent());
            if (parent.filter(Node.Directory.class::isInstance).isPresent()
                    && tree.at(device.getKey()).isEmpty()) {
                tree.put(device.getKey(), device.getValue());
            }
        }
    }
}
