package io.rackboot.image.init;

import io.rackboot.image.script.Scripts;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The programs that image-service brings along, in `/usr/lib/rackboot`: what reports, asks for an address, and a
/// shell.
///
/// @param busybox a static busybox
public record Tools(byte[] busybox) {
    /// Where they stand.
    public static final String HOME = "/usr/lib/rackboot";

    static final List<String> MOUNT_POINTS = List.of("proc", "sys", "dev", "run");

    private static final Attributes PROGRAM = Attributes.root(0755);
    private static final List<String> SCRIPTS = List.of("phone-home", "udhcpc.script", "fail", "hand-over");

    /// Puts them into a tree.
    void place(Tree tree) throws RefusedSourceException {
        for (var script : SCRIPTS) {
            tree.place(HOME + "/" + script, Node.file(PROGRAM, Content.text(Scripts.read(script))));
        }
        tree.place(HOME + "/busybox", busybox(tree));
    }

    /// Most small roots have the same busybox already: a hard link to it halves what the machine loads and unpacks.
    private Node busybox(Tree tree) {
        var own = Node.file(PROGRAM, new Content.Bytes(busybox));
        return tree.nodes().entrySet().stream()
                .filter(entry -> entry.getKey().name().startsWith("busybox"))
                .map(entry -> entry.getValue())
                .filter(node -> node instanceof Node.RegularFile present
                        && present.attributes().equals(PROGRAM)
                        && same(present.content(), own.content()))
                .findFirst()
                .orElse(own);
    }

    private static boolean same(Content one, Content other) {
        try {
            return ContentReader.equal(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
