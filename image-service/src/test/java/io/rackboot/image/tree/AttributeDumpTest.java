package io.rackboot.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributeDumpTest {
    private final Tree tree = new Tree();

    @BeforeEach
    void files() throws IOException {
        tree.put(new TreePath("n\nl\\x\u00ff"), Node.file(new Attributes(0640, 1, 2), Content.text("x")));
        tree.put(new TreePath("d"), new Node.Directory(Tree.DIRECTORY));
    }

    @Test
    void namesAndValuesAreBytes() throws IOException {
        assertThat(read("""
                # file: n\\012l\\134x\u00ff
                security.capability=0x0100
                trusted.overlay.opaque=0x79
                user.e=0x
                user.f

                # file: d
                trusted.x=0x00

                # file: gone
                user.x=0x00
                """)).isEqualTo(1);
        assertThat(tree.at(new TreePath("n\nl\\x\u00ff"))
                        .orElseThrow()
                        .attributes()
                        .extended())
                .isEqualTo(Map.of("security.capability", "\u0001\u0000", "user.e", "", "user.f", ""));
        assertThat(tree.at(new TreePath("d")).orElseThrow().attributes()).isEqualTo(Tree.DIRECTORY);
    }

    @Test
    void anythingElseIsRefused() {
        for (var bad : new String[] {
            "# file: d\nuser.x=0x0\n",
            "# file: d\nuser.x=0xzz\n",
            "# file: d\nuser.x=00\n",
            "# file: ../d\nuser.x=0x00\n",
            "user.x=0x" + "0".repeat(300_000)
        }) {
            assertThatThrownBy(() -> read(bad)).isInstanceOf(RefusedSourceException.class);
        }
    }

    private int read(String dump) throws IOException {
        return new AttributeDump(new TreeLimits(100, 100), tree)
                .read(new ByteArrayInputStream(dump.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
