package io.rackboot.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerReaderTest {
    @TempDir
    Path directory;

    private int layers;

    @Test
    void aLayerReplacesAddsAndHides() throws IOException {
        var lower = layer(
                "mkdir -p d/sub e; echo old > d/file; echo stays > d/stays; echo x > d/sub/x; echo y > e/y; ln -s d link;"
                        + " echo t > t; mkdir was; echo z > was/z");
        var upper = layer(
                "mkdir -p d was2; echo new > d/file; touch d/.wh.sub .wh.e .wh.absent; ln -s ../t d/l; echo file > was;"
                        + " mkdir t");
        assertThat(stacked(lower, upper))
                .containsExactly("d", "d/file=new", "d/l->../t", "d/stays=stays", "link->d", "t", "was=file", "was2");
    }

    @Test
    void anOpaqueDirectoryHidesWhatLiesBelowAndNotWhatLiesBeside() throws IOException {
        var lower = layer("mkdir -p d/a/b; echo 1 > d/1; echo 2 > d/a/b/2; echo 3 > other");
        var first = layer("mkdir -p d; touch d/.wh..wh..opq; echo n > d/n");
        var reversed = layer(
                "mkdir -p d/a; echo n > d/a/n; touch d/.wh..wh..opq; touch .wh..wh.plnk",
                "d/a/n d/a d/.wh..wh..opq .wh..wh.plnk");
        assertThat(stacked(lower, first)).containsExactly("d", "d/n=n", "other=3");
        assertThat(stacked(lower, reversed)).containsExactly("d", "d/a", "d/a/n=n", "other=3");
    }

    @Test
    void aWhiteoutIsOfTheLayersBelow() throws IOException {
        var lower = layer("echo old > f; mkdir d; echo old > d/old");
        var upper = layer("echo new > f; mkdir d; echo new > d/new; touch .wh.f .wh.d", "f d d/new .wh.f .wh.d");
        assertThat(stacked(lower, upper)).containsExactly("d", "d/new=new", "f=new");
    }

    @Test
    void aWhiteoutInWhatIsNoDirectoryHidesNothing() throws IOException {
        var lower = layer("mkdir d; echo old > d/old; echo stays > stays");
        var whiteouts =
                layer("mkdir -p d n/m; touch d/.wh.old n/m/.wh.x n/.wh..wh..opq", "d/.wh.old n/m/.wh.x n/.wh..wh..opq");
        var file = layer("echo file > d", "d");
        assertThat(stacked(lower, file, whiteouts)).containsExactly("d=file", "stays=stays");
    }

    @Test
    void directoriesAreFoundThroughLinksAsInAChroot() throws IOException {
        var lower = layer("mkdir -p usr/lib; ln -s usr/lib lib; ln -s ../../../../../.. out; ln -s /usr abs");
        var upper = layer(
                "mkdir -p lib/m out/x abs; echo m > lib/m/m; echo o > out/x/o; echo a > abs/a",
                "lib/m/m out/x/o abs/a");
        assertThat(stacked(lower, upper))
                .containsExactly(
                        "abs->/usr",
                        "lib->usr/lib",
                        "out->../../../../../..",
                        "usr",
                        "usr/a=a",
                        "usr/lib",
                        "usr/lib/m",
                        "usr/lib/m/m=m",
                        "x",
                        "x/o=o");
        assertThat(stacked(lower, layer("mkdir lib; echo l > lib/l")))
                .contains("lib", "lib/l=l")
                .doesNotContain("lib->usr/lib");
    }

    @Test
    void hardLinksReachIntoLowerLayersAndStayOneFile() throws IOException {
        var lower = layer("echo one > a");
        Commands.run(directory, "mkdir h; echo one > h/a; ln h/a h/b; tar cf h.tar -C h a b; tar --delete -f h.tar a");
        var tree = tree(lower, directory.resolve("h.tar"));
        var a = (Node.RegularFile) tree.at(TreePath.of("/a")).orElseThrow();
        var b = (Node.RegularFile) tree.at(TreePath.of("/b")).orElseThrow();
        assertThat(b.identity()).isSameAs(a.identity());
    }

    @Test
    void extendedAttributesAndOwnersAreKept() throws IOException {
        Commands.require("setfattr");
        var layer = layer("echo x > f; setfattr -n user.key -v value f");
        var attributes = tree(layer).at(TreePath.of("/f")).orElseThrow().attributes();
        assertThat(attributes.extended()).containsEntry("user.key", "value");
        assertThat(attributes.uid()).isEqualTo(1234);
    }

    @Test
    void hostileLayersAreRefused() throws IOException {
        refused(
                layer("mkdir -p a/b; echo x > a/b/x", "-P --transform=s,a/b/x,../x, a/b/x"),
                "'../x': a name with '..'");
        refused(layer("touch .wh..", ".wh.."), "/.wh..: hides nothing");
        refused(layer("touch .wh.", ".wh."), "/.wh.: hides nothing");
        refused(layer("mkdir s; echo x > s/x; tar cf ../cut.tar s"), "");
        var lower = layer("ln -s /loop loop");
        var upper = layer("mkdir loop; echo x > loop/x", "loop/x");
        assertThatThrownBy(() -> tree(lower, upper)).hasMessageContaining("/loop is a loop of symbolic links");
        var many = layer("for i in 1 2 3 4 5 6; do touch .wh.$i; done");
        assertThatThrownBy(() -> tree(new TreeLimits(1000, 5), many))
                .hasMessageContaining("more than 5 entries (image.maximum-entries)");
        // Content that a later layer hides counts: it was unpacked.
        var big = layer("head -c 700 /dev/zero > f");
        assertThatThrownBy(() -> tree(new TreeLimits(1000, 50), big, big))
                .hasMessageContaining("larger than 1000 bytes");
    }

    private void refused(Path layer, String message) {
        if (message.isEmpty()) {
            assertThatThrownBy(() -> {
                        Files.write(layer, java.util.Arrays.copyOf(Files.readAllBytes(layer), 700));
                        tree(layer);
                    })
                    .isInstanceOf(RefusedSourceException.class);
        } else {
            assertThatThrownBy(() -> tree(layer))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessage(message);
        }
    }

    private Path layer(String script) {
        return layer(script, ".");
    }

    private Path layer(String script, String names) {
        var name = "layer" + layers++;
        Commands.run(
                directory,
                "mkdir " + name + " && (cd " + name + " && { " + script + "; }) && tar cf " + name
                        + ".tar --sort=name --xattrs --owner=1234 --group=5 --no-recursion -C " + name + " "
                        + (names.equals(".") ? "$(cd " + name + " && find . -mindepth 1 | LC_ALL=C sort)" : names));
        return directory.resolve(name + ".tar");
    }

    private Tree tree(Path... tars) throws IOException {
        return tree(new TreeLimits(1 << 20, 1000), tars);
    }

    private Tree tree(TreeLimits limits, Path... tars) throws IOException {
        var tree = new Tree();
        var spool = Files.createTempFile(directory, "spool", "");
        try (var out = Files.newOutputStream(spool)) {
            var reader = new LayerReader(limits, spool, out);
            for (var tar : tars) {
                try (var in = Files.newInputStream(tar)) {
                    reader.apply(in, tree);
                }
            }
        }
        return tree;
    }

    private List<String> stacked(Path... tars) throws IOException {
        var lines = new ArrayList<String>();
        tree(tars).nodes().forEach((path, node) -> {
            if (!path.equals(TreePath.ROOT)) {
                lines.add(path.bytes() + text(node));
            }
        });
        return lines;
    }

    private static String text(Node node) {
        try {
            return switch (node) {
                case Node.RegularFile file ->
                    "=" + ContentReader.text(file.content()).strip();
                case Node.SymbolicLink link -> "->" + link.target();
                case Node.Directory _, Node.Device _, Node.Fifo _ -> "";
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
