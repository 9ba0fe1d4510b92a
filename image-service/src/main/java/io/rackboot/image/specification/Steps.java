package io.rackboot.image.specification;

import io.rackboot.image.slimming.SlimmingRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is done to a root after it came from its source, in this order.
///
/// @param packages installed by the root's own apt; into a root made of a Debian suite they go with the others
/// @param users made, or changed where they are there
/// @param files put in
/// @param commands run inside, as root
/// @param units what systemd starts
/// @param hostName what the machine is called as long as no DHCP server says otherwise
/// @param network how interfaces are set up
/// @param removals names that go away in the end
/// @param slimming rules for what goes away in the end
public record Steps(
        List<String> packages,
        List<User> users,
        List<PlacedFile> files,
        List<List<String>> commands,
        Units units,
        Optional<String> hostName,
        Optional<Network> network,
        List<String> removals,
        List<SlimmingRule> slimming) {
    /// Nothing is done.
    public static final Steps NONE = new Steps(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Units(List.of(), List.of(), List.of()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    public Steps {
        packages = List.copyOf(packages);
        users = List.copyOf(users);
        files = List.copyOf(files);
        commands = commands.stream().map(List::copyOf).toList();
        removals = List.copyOf(removals);
        slimming = List.copyOf(slimming);
    }

    /// A file to put in.
    ///
    /// @param path where
    /// @param mode permissions, 0 to 07777
    /// @param owner a user's name or number; `group` a group's
    public record PlacedFile(String path, Source source, int mode, String owner, String group) {

        /// Where its bytes come from.
        public sealed interface Source {

            /// The specification.
            record Text(String text) implements Source {}

            /// A file of the service's machine.
            record OfMachine(Path file) implements Source {}

            /// Nowhere: it is a symbolic link to this.
            record Link(String target) implements Source {}

            /// Nowhere: it is a directory.
            record Directory() implements Source {}
        }
    }

    /// A user.
    ///
    /// @param uid the number; the next free from 1000 where it is empty
    /// @param groups further groups; made where they are missing
    /// @param password as in /etc/shadow, hashed; none lets nobody in by password
    /// @param keys lines of ~/.ssh/authorized_keys
    public record User(
            String name,
            Optional<Integer> uid,
            Optional<String> home,
            Optional<String> shell,
            List<String> groups,
            Optional<String> password,
            List<String> keys) {
        public User {
            groups = List.copyOf(groups);
            keys = List.copyOf(keys);
        }
    }

    /// Units of systemd.
    ///
    /// @param mask can not be started at all
    public record Units(List<String> enable, List<String> disable, List<String> mask) {
        public Units {
            enable = List.copyOf(enable);
            disable = List.copyOf(disable);
            mask = List.copyOf(mask);
        }
    }

    /// How interfaces are set up.
    ///
    /// @param dhcp patterns of interfaces' names that ask a DHCP server
    /// @param nameServers written to /etc/resolv.conf; none leaves it to DHCP
    public record Network(List<String> dhcp, List<String> nameServers) {
        public Network {
            dhcp = List.copyOf(dhcp);
            nameServers = List.copyOf(nameServers);
        }
    }
}
