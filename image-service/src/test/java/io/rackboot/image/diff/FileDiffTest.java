package io.rackboot.image.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.diff.FileDiff.FileChange;
import io.rackboot.image.diff.FileDiff.FileState;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileDiffTest {
    @Test
    void whatIsAddedRemovedAndChangedIsTold() throws IOException {
        var one = new Tree();
        one.place("/etc/gone", file("x", Attributes.root(0644)));
        one.place("/etc/same", file("same", Attributes.root(0644)));
        one.place("/etc/text", file("one", Attributes.root(0644)));
        one.place("/etc/mode", file("m", Attributes.root(0644)));
        one.place("/etc/owner", file("o", Attributes.root(0644)));
        one.place("/etc/link", new Node.SymbolicLink(Attributes.root(0777), "a"));
        var other = new Tree();
        other.place("/etc/new", file("12345", new Attributes(04755, 1, 2)));
        other.place("/etc/same", file("same", Attributes.root(0644)));
        other.place("/etc/text", file("two", Attributes.root(0644)));
        other.place("/etc/mode", file("m", Attributes.root(0600)));
        var extended = new TreeMap<String, String>();
        extended.put("user.a", "b");
        other.place("/etc/owner", file("o", new Attributes(0644, 7, 8, extended)));
        other.place("/etc/link", new Node.SymbolicLink(Attributes.root(0777), "b"));

        var diff = FileDiff.of(one, other, 10);

        assertThat(diff.changes())
                .containsExactly(
                        change("/etc/gone", state(1, "0644", 0, 0), Optional.empty(), false, false),
                        change("/etc/link", link("a"), link("b"), false, false),
                        change("/etc/mode", state(1, "0644", 0, 0), state(1, "0600", 0, 0), false, false),
                        change("/etc/new", Optional.empty(), state(5, "4755", 1, 2), false, false),
                        change("/etc/owner", state(1, "0644", 0, 0), state(1, "0644", 7, 8), false, true),
                        change("/etc/text", state(3, "0644", 0, 0), state(3, "0644", 0, 0), true, false));
        assertThat(diff.added()).isEqualTo(1);
        assertThat(diff.removed()).isEqualTo(1);
        assertThat(diff.changed()).isEqualTo(4);
        assertThat(diff.bytes()).isEqualTo(4);
        assertThat(diff.truncated()).isFalse();
        var first = FileDiff.of(one, other, 2);
        assertThat(first.changes()).isEqualTo(diff.changes().subList(0, 2));
        assertThat(first.truncated()).isTrue();
        assertThat(first.changed()).isEqualTo(4);
        assertThat(FileDiff.of(other, other, 10).changes()).isEmpty();
    }

    private static Node file(String text, Attributes attributes) {
        return Node.file(attributes, Content.text(text));
    }

    private static Optional<FileState> state(long size, String mode, long uid, long gid) {
        return Optional.of(new FileState("file", size, mode, uid, gid, Optional.empty()));
    }

    private static Optional<FileState> link(String target) {
        return Optional.of(new FileState("link", 0, "0777", 0, 0, Optional.of(target)));
    }

    private static FileChange change(
            String path, Optional<FileState> from, Optional<FileState> to, boolean content, boolean extended) {
        return new FileChange(path, from, to, content, extended);
    }
}
