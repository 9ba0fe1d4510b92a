package io.rackboot.image.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.specification.Steps;
import io.rackboot.image.specification.Steps.Network;
import io.rackboot.image.specification.Steps.PlacedFile;
import io.rackboot.image.specification.Steps.PlacedFile.Source;
import io.rackboot.image.specification.Steps.Units;
import io.rackboot.image.specification.Steps.User;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeStepsTest {
    private final Tree tree = new Tree();
    private final List<String> log = new ArrayList<>();
    private final TreeSteps steps = new TreeSteps(tree, log::add);

    @BeforeEach
    void accounts() throws IOException {
        put("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nold:x:1000:1000::/home/old:/bin/sh\n");
        put("/etc/group", "root:x:0:\nsudo:x:27:old\nold:x:1000:\n");
        put("/etc/shadow", "root:*:19000:0:99999:7:::\nold:!:19000:0:99999:7:::\n");
        put("/etc/gshadow", "root:*::\nsudo:*::old\nold:!::\n");
    }

    @Test
    void aUserIsMadeWithGroupsHomeAndKeys() throws IOException {
        steps.before(users(new User(
                "ops",
                Optional.empty(),
                Optional.empty(),
                Optional.of("/bin/zsh"),
                List.of("sudo", "lab"),
                Optional.of("$y$j9T$salt$hash"),
                List.of("ssh-ed25519 AAAA ops@desk"))));
        assertThat(text("/etc/passwd"))
                .isEqualTo("root:x:0:0:root:/root:/bin/bash\nold:x:1000:1000::/home/old:/bin/sh\n"
                        + "ops:x:1001:1001::/home/ops:/bin/zsh\n");
        assertThat(text("/etc/group"))
                .isEqualTo("root:x:0:\nsudo:x:27:old,ops\nold:x:1000:\nops:x:1001:\nlab:x:1002:ops\n");
        assertThat(text("/etc/gshadow")).isEqualTo("root:*::\nsudo:*::old,ops\nold:!::\nops:!::\nlab:!::ops\n");
        assertThat(text("/etc/shadow"))
                .isEqualTo("root:*:19000:0:99999:7:::\nold:!:19000:0:99999:7:::\nops:$y$j9T$salt$hash::0:99999:7:::\n");
        assertThat(text("/home/ops/.ssh/authorized_keys")).isEqualTo("ssh-ed25519 AAAA ops@desk\n");
        assertThat(attributes("home/ops")).isEqualTo(new Attributes(0700, 1001, 1001));
        assertThat(attributes("home/ops/.ssh")).isEqualTo(new Attributes(0700, 1001, 1001));
        assertThat(attributes("home/ops/.ssh/authorized_keys")).isEqualTo(new Attributes(0600, 1001, 1001));
        assertThat(attributes("etc/shadow")).isEqualTo(Attributes.root(0644));
    }

    @Test
    void rootGetsKeysAndKeepsTheRest() throws IOException {
        put("/root/.ssh/authorized_keys", "first\n");
        steps.before(users(user("root", List.of("first", "second"))));
        assertThat(text("/root/.ssh/authorized_keys")).isEqualTo("first\nsecond\n");
        assertThat(attributes("root/.ssh/authorized_keys")).isEqualTo(Attributes.root(0600));
        assertThat(text("/etc/passwd")).startsWith("root:x:0:0:root:/root:/bin/bash\n");
        assertThat(text("/etc/shadow")).startsWith("root:*:19000");
    }

    @Test
    void aUserThatIsThereKeepsItsNumber() throws IOException {
        var one = user("old", List.of());
        var same = new User("old", Optional.of(1000), one.home(), one.shell(), List.of(), Optional.empty(), List.of());
        steps.before(users(same));
        assertThat(text("/etc/passwd")).contains("\nold:x:1000:1000::/home/old:/bin/sh\n");
        var other = new User("old", Optional.of(1234), one.home(), one.shell(), List.of(), Optional.empty(), List.of());
        assertThatThrownBy(() -> steps.before(users(other)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("user old: has the number 1000 in the root, not 1234; it cannot be changed");
    }

    @Test
    void aPasswordIsSetWhateverTheTablesHadBefore() throws IOException {
        put("/etc/passwd", "root::0:0:root:/root:/bin/sh\nold:x:1000:1000::/home/old:/bin/sh\n");
        put("/etc/shadow", "old:!:19000:0:99999:7:::\n");
        var root = user("root", List.of());
        steps.before(users(new User(
                "root", Optional.empty(), root.home(), root.shell(), List.of(), Optional.of("$y$hash"), List.of())));
        assertThat(text("/etc/shadow")).isEqualTo("old:!:19000:0:99999:7:::\nroot:$y$hash::0:99999:7:::\n");
        assertThat(text("/etc/passwd")).startsWith("root:x:0:0:root:/root:/bin/sh\n");
        tree.remove(TreePath.of("/etc/shadow"));
        steps.before(users(new User(
                "old", Optional.empty(), root.home(), root.shell(), List.of(), Optional.of("$y$other"), List.of())));
        assertThat(text("/etc/shadow")).isEqualTo("old:$y$other::0:99999:7:::\n");
        assertThat(attributes("etc/shadow")).isEqualTo(Attributes.root(0640));
    }

    @Test
    void hostileTablesAndUnitsAreRefused() throws IOException {
        for (var number : List.of("", "x", "-1", "99999999999")) {
            put("/etc/passwd", "old:x:" + number + ":1000::/home/old:/bin/sh\n");
            assertThatThrownBy(() -> steps.before(users(user("old", List.of("key")))))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessage("/etc/passwd of the root, old: '" + number + "' is no number from 0 to 4294967295");
        }
        for (var install : List.of("Alias=..", "Alias=.", "WantedBy=a\0b")) {
            put("/lib/systemd/system/evil.service", "[Install]\n" + install + "\n");
            assertThatThrownBy(() -> units(List.of("evil"), List.of(), List.of()))
                    .as(install)
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageStartingWith(
                            "the [Install] section of /lib/systemd/system/evil.service asks for a link '"
                                    + "/etc/systemd/system/");
        }
        var full = new StringBuilder();
        for (var id = 1000; id < 60_000; id++) {
            full.append("u").append(id).append(":x:").append(id).append(":1::/:/bin/sh\n");
        }
        put("/etc/passwd", full.toString());
        assertThatThrownBy(() -> steps.before(users(user("one-more", List.of()))))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("all numbers of users or groups from 1000 to 59999 are taken in the root");
    }

    @Test
    void aHostileHomeDirectoryDoesNotLeadOut() throws IOException {
        put("/etc/passwd", "root:x:0:0:root:/root/../../etc:/bin/sh\n");
        assertThatThrownBy(() -> steps.before(users(user("root", List.of("key")))))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("user root: the home directory '/root/../../etc'");
        put("/etc/passwd", "root:x:0:0:root:/link/root:/bin/sh\n");
        tree.place("/link", new Node.SymbolicLink(Attributes.root(0777), "../../../srv"));
        steps.before(users(user("root", List.of("key"))));
        assertThat(text("/srv/root/.ssh/authorized_keys")).isEqualTo("key\n");
    }

    @Test
    void filesHaveTheirOwnersByNameOrNumber() throws IOException {
        steps.before(files(
                new PlacedFile("/etc/motd", new Source.Text("hello\n"), 0640, "old", "sudo"),
                new PlacedFile("/opt/a/b", new Source.Directory(), 02775, "7", "8"),
                new PlacedFile("/usr/bin/x", new Source.Link("../../opt/x"), 0777, "root", "root")));
        assertThat(text("/etc/motd")).isEqualTo("hello\n");
        assertThat(attributes("etc/motd")).isEqualTo(new Attributes(0640, 1000, 27));
        assertThat(tree.at(TreePath.of("/opt/a/b"))).contains(new Node.Directory(new Attributes(02775, 7, 8)));
        assertThat(tree.at(TreePath.of("/usr/bin/x")))
                .contains(new Node.SymbolicLink(Attributes.root(0777), "../../opt/x"));
        assertThatThrownBy(() ->
                        steps.before(files(new PlacedFile("/x", new Source.Text(""), 0644, "nobody-here", "root"))))
                .hasMessage("the root has no user nobody-here");
    }

    @Test
    void aNumberThatNoUserCanHaveIsRefused() throws IOException {
        put("/etc/passwd", "most:x:4294967295:0::/:/bin/sh\nmore:x:4294967296:0::/:/bin/sh\n");
        steps.before(files(new PlacedFile("/x", new Source.Text(""), 0644, "most", "root")));
        assertThat(attributes("x")).isEqualTo(new Attributes(0644, 4_294_967_295L, 0));
        assertThatThrownBy(() -> steps.before(files(new PlacedFile("/x", new Source.Text(""), 0644, "more", "root"))))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("/etc/passwd of the root, more: '4294967296' is no number from 0 to 4294967295");
    }

    @Test
    void unitsAreEnabledAsTheirInstallSectionsSay() throws IOException {
        put("/usr/lib/systemd/system/ssh.service", """
                [Service]
                WantedBy=not.here
                [Install]
                WantedBy=multi-user.target other.target
                Alias=sshd.service
                Also=ssh.socket ../../../etc/evil
                """);
        put("/usr/lib/systemd/system/ssh.socket", "[Install]\nRequiredBy=sockets.target\n");
        put("/usr/lib/systemd/system/getty@.service", "[Install]\nWantedBy=getty.target\nDefaultInstance=tty1\n");
        tree.place("/lib", new Node.SymbolicLink(Attributes.root(0777), "usr/lib"));
        units(List.of("ssh", "getty@ttyS0", "getty@.service"), List.of(), List.of("cron.timer"));
        assertThat(links("/etc/systemd/system"))
                .containsExactly(
                        "cron.timer -> /dev/null",
                        "getty.target.wants/getty@tty1.service -> /lib/systemd/system/getty@.service",
                        "getty.target.wants/getty@ttyS0.service -> /lib/systemd/system/getty@.service",
                        "multi-user.target.wants/ssh.service -> /lib/systemd/system/ssh.service",
                        "other.target.wants/ssh.service -> /lib/systemd/system/ssh.service",
                        "sockets.target.requires/ssh.socket -> /lib/systemd/system/ssh.socket",
                        "sshd.service -> /lib/systemd/system/ssh.service");
        units(List.of(), List.of("ssh", "getty@tty1"), List.of());
        assertThat(links("/etc/systemd/system"))
                .containsExactly(
                        "cron.timer -> /dev/null",
                        "getty.target.wants/getty@ttyS0.service -> /lib/systemd/system/getty@.service",
                        "sockets.target.requires/ssh.socket -> /lib/systemd/system/ssh.socket");
        assertThatThrownBy(() -> units(List.of("absent"), List.of(), List.of()))
                .hasMessage("the root has no unit absent.service");
        put("/usr/lib/systemd/system/static.service", "[Service]\n");
        assertThatThrownBy(() -> units(List.of("static"), List.of(), List.of()))
                .hasMessage("unit static.service has no [Install] section: it is started by others, not enabled");
    }

    @Test
    void theMachineHasItsNameItsNetworkAndNothingThatWasRemoved() throws IOException {
        put("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 builder\n");
        put("/lib/systemd/systemd-networkd", "");
        put("/lib/systemd/system/systemd-networkd.service", "[Install]\nWantedBy=multi-user.target\n");
        put("/usr/share/doc/a/copyright", "12345");
        put("/usr/share/doc/b/c/d", "678");
        put("/usr/share/docs", "kept");
        steps.after(new Steps(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Steps.NONE.units(),
                Optional.of("node.example"),
                Optional.of(new Network(List.of("en*", "eth*"), List.of("192.0.2.1"))),
                List.of("/usr/share/doc/**"),
                List.of()));
        assertThat(text("/etc/hostname")).isEqualTo("node.example\n");
        assertThat(text("/etc/hosts")).isEqualTo("127.0.0.1 localhost\n127.0.1.1 node.example node\n");
        assertThat(text("/etc/resolv.conf")).isEqualTo("nameserver 192.0.2.1\n");
        assertThat(text("/etc/systemd/network/80-rackboot.network"))
                .contains("Name=en* eth*\n", "ClientIdentifier=mac\n", "KeepConfiguration=yes\n");
        assertThat(links("/etc/systemd/system"))
                .containsExactly(
                        "multi-user.target.wants/systemd-networkd.service -> /lib/systemd/system/systemd-networkd.service");
        assertThat(tree.below(TreePath.of("/usr/share")).keySet())
                .extracting(TreePath::toString)
                .containsExactly("/usr/share/doc", "/usr/share/docs");
        assertThat(log).contains("removed /usr/share/doc/**: 5 entries, 8 bytes");
    }

    @Test
    void ofABuildNothingOfOneMachineIsLeft() throws IOException {
        for (var path : List.of(
                "/etc/ssh/ssh_host_rsa_key",
                "/etc/ssh/ssh_host_rsa_key.pub",
                "/etc/ssh/sshd_config",
                "/etc/machine-id",
                "/etc/hostname",
                "/var/lib/apt/lists/a/b",
                "/var/log/dpkg.log",
                "/var/log/keep",
                "/tmp/x/y",
                "/lib/systemd/systemd")) {
            put(path, "text");
        }
        MachineIdentity.remove(tree, java.util.Set.of(TreePath.of("/etc/hostname")), log::add);
        assertThat(tree.nodes().values().stream()
                        .filter(node -> node instanceof Node.RegularFile)
                        .count())
                .isEqualTo(10);
        assertThat(text("/etc/machine-id")).isEmpty();
        assertThat(text("/etc/hostname")).isEqualTo("text");
        assertThat(text("/etc/systemd/system/rackboot-ssh-host-keys.service")).contains("ssh-keygen -A");
        assertThat(tree.at(TreePath.of("/tmp"))).isPresent();
        assertThat(tree.at(TreePath.of("/tmp/x"))).isEmpty();
        assertThat(tree.at(TreePath.of("/var/log/dpkg.log"))).isEmpty();
        assertThat(tree.at(TreePath.of("/etc/ssh/ssh_host_rsa_key.pub"))).isEmpty();
    }

    private void put(String path, String text) throws IOException {
        tree.place(path, Node.file(Attributes.root(0644), Content.text(text)));
    }

    private String text(String path) throws IOException {
        return switch (tree.resolve(path)) {
            case Resolution.Found(var _, Node.RegularFile file) -> ContentReader.text(file.content());
            case Resolution.Found found -> throw new AssertionError(found);
            case Resolution.Absent(var reason) -> throw new AssertionError(reason);
        };
    }

    private Attributes attributes(String path) {
        return tree.at(TreePath.of(path)).orElseThrow().attributes();
    }

    private List<String> links(String directory) {
        var start = directory.length() + 1;
        return tree.below(TreePath.of(directory)).entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Node.SymbolicLink)
                .map(entry -> entry.getKey().toString().substring(start) + " -> "
                        + ((Node.SymbolicLink) entry.getValue()).target())
                .toList();
    }

    private void units(List<String> enable, List<String> disable, List<String> mask) throws IOException {
        new SystemdUnits(tree).apply(new Units(enable, disable, mask));
    }

    private static User user(String name, List<String> keys) {
        return new User(name, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), keys);
    }

    private static Steps users(User... users) {
        return with(List.of(users), List.of());
    }

    private static Steps files(PlacedFile... files) {
        return with(List.of(), List.of(files));
    }

    private static Steps with(List<User> users, List<PlacedFile> files) {
        return new Steps(
                List.of(),
                users,
                files,
                List.of(),
                Steps.NONE.units(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
