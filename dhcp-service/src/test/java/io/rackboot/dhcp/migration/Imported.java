package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.HostTable;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Rack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a text becomes.
record Imported(Plan plan) {
    static final MachineDefaults DEFAULTS = new MachineDefaults(new Rack("r12"), Optional.empty());

    /// The old server's other files by name, `/etc/hosts` among them.
    record Files(Map<String, String> texts) implements Surroundings {
        @Override
        public Opened open(String path) {
            return Optional.ofNullable(texts.get(path))
                    .<Opened>map(text -> new Opened.Text(new SourceText(path, text)))
                    .orElseGet(() -> new Opened.Refused("there is no " + path));
        }

        @Override
        public Optional<List<Opened>> openAll(String directory, Predicate<String> wanted) {
            var opened = texts.keySet().stream()
                    .filter(path -> path.startsWith(directory + "/"))
                    .filter(path -> wanted.test(path.substring(directory.length() + 1)))
                    .sorted()
                    .map(this::open)
                    .toList();
            return Optional.of(opened).filter(files -> !files.isEmpty());
        }

        @Override
        public Optional<Ip4Address> address(String name) {
            return HostTable.of(texts.getOrDefault("/etc/hosts", "")).address(name);
        }
    }

    static Imported of(Format format, String text) {
        return of(format, text, Map.of());
    }

    /// @param others the files that can be included, by name
    static Imported of(Format format, String text, Map<String, String> others) {
        return of(format.read(List.of(new SourceText("f", text)), new Files(others)));
    }

    static Imported of(List<Finding> findings) {
        return new Imported(Plan.of(findings, DEFAULTS));
    }

    /// {@return the properties, without comments and blank lines}
    List<String> properties() {
        return SubnetProperties.of(plan).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /// {@return each machine as `MAC,... ADDRESS NAME`, `-` for what it has not, and ` id HEX` where it has one}
    List<String> machines() {
        return plan.machines().stream()
                .map(document -> String.join(
                                ",",
                                document.macs().stream().map(mac -> mac.mac()).toList())
                        + " " + document.address().map(Object::toString).orElse("-")
                        + " " + document.hostName().orElse("-")
                        + document.clientIdentifier().map(hex -> " id " + hex).orElse(""))
                .toList();
    }

    List<String> left() {
        return plan.left().stream().map(Finding.Left::toString).toList();
    }

    /// Runs the command.
    static Run run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = ImportCommand.run(
                Stream.of(words).toList(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// What it printed, and its exit status.
    record Run(int status, String out, String err) {}
}
