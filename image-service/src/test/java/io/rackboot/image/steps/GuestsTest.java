package io.rackboot.image.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuestsTest {
    private final Tree tree = new Tree();
    private final Guests guests = new Guests("nameserver 192.0.2.1\n", Optional.of("Package: a\n"));

    @Test
    void theyLieWhereLinksLeadAndAreGoneAfterwards() throws IOException {
        put("/usr/bin/dpkg");
        put("/etc/resolv.conf");
        tree.place("/usr/sbin", new Node.SymbolicLink(Attributes.root(0777), "bin"));
        tree.place("/etc/apt/preferences.d", new Node.Directory(Tree.DIRECTORY));
        var before = new TreeMap<>(tree.nodes());
        guests.enter(tree);
        assertThat(tree.nodes())
                .containsKeys(TreePath.of("/usr/bin/policy-rc.d"), TreePath.of("/etc/apt/preferences.d/rackboot-lock"));
        guests.leave(tree);
        assertThat(tree.nodes()).isEqualTo(before);
    }

    @Test
    void aRootWithoutPackagesHearsNothingOfThem() throws IOException {
        tree.place("/usr", new Node.SymbolicLink(Attributes.root(0777), "/nowhere"));
        put("/etc/passwd");
        guests.enter(tree);
        assertThat(tree.nodes().keySet())
                .extracting(TreePath::toString)
                .containsExactly("/", "/etc", "/etc/passwd", "/etc/resolv.conf", "/usr");
    }

    private void put(String path) throws IOException {
        tree.place(path, Node.file(Attributes.root(0755), Content.text("of the root")));
    }
}
