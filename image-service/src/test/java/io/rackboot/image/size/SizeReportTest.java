package io.rackboot.image.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.packages.InstalledPackage;
import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.size.SizeReport.Share;
import io.rackboot.image.slimming.SlimmingRule;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SizeReportTest {
    private final Tree tree = new Tree();

    @BeforeEach
    void root() throws IOException {
        put("/usr/bin/tool", 100);
        tree.put(
                TreePath.of("/usr/bin/same"),
                tree.at(TreePath.of("/usr/bin/tool")).orElseThrow());
        put("/usr/share/doc/tool/copyright", 7);
        put("/usr/share/doc/tool/README", 50);
        put("/usr/share/man/man1/tool.1.gz", 20);
        put("/usr/share/locale/de/tool.mo", 30);
        put("/usr/lib/locale/C.utf8/LC_CTYPE", 5);
        tree.place(
                "/var/lib/dpkg/info/tool.list",
                Node.file(Attributes.root(0644), Content.text("/.\n/bin/tool\n/usr/share/doc/tool/README\n")));
    }

    @Test
    void sharesAreCountedOnceAndSorted() throws IOException {
        var tool = new InstalledPackage(Kind.DEB, "debian", "tool", "1", "all");
        var report = SizeReport.of(tree, List.of(tool));
        assertThat(report.total()).isEqualTo(212 + 40);
        assertThat(report.packages()).containsExactly(new Share("tool", 150));
        assertThat(report.files())
                .startsWith(new Share("/usr/bin/same", 100), new Share("/usr/share/doc/tool/README", 50));
        assertThat(report.directories())
                .startsWith(new Share("/usr", 212), new Share("/usr/share", 107), new Share("/usr/bin", 100))
                .contains(new Share("/usr/share/doc", 57))
                .doesNotContain(new Share("/usr/share/doc/tool", 57));
        assertThat(report.slimming())
                .contains(new Share("documentation", 70), new Share("locales", 30), new Share("firmware", 0));
        assertThat(report.text()).startsWith("{\n  \"total\" : 252,").contains("\"documentation\" : 70");
    }

    @Test
    void aRuleTakesWhatItGainsAndKeepsLicences() {
        for (var rule : SlimmingRule.values()) {
            var before = tree.contentSize();
            var gain = rule.gain(tree);
            rule.apply(tree);
            assertThat(before - tree.contentSize()).as(rule.text()).isEqualTo(gain);
        }
        assertThat(tree.at(TreePath.of("/usr/share/doc/tool/copyright"))).isPresent();
        assertThat(tree.at(TreePath.of("/usr/lib/locale/C.utf8/LC_CTYPE"))).isPresent();
        assertThat(tree.at(TreePath.of("/usr/share/locale/de/tool.mo"))).isEmpty();
        assertThat(SlimmingRule.of("locales")).contains(SlimmingRule.LOCALES);
        assertThat(SlimmingRule.words()).contains("documentation", "package-manager");
    }

    private void put(String path, int size) throws IOException {
        tree.place(path, Node.file(Attributes.root(0644), new Content.Bytes(new byte[size])));
    }
}
