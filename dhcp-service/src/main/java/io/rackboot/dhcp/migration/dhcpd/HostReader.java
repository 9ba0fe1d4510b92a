package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.ClientIdentifiers;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a `host` declaration.
final class HostReader {
    private static final String CLIENT_IDENTIFIER = "option dhcp-client-identifier";

    private final Statement.Block host;
    private final Surroundings surroundings;
    private final Consumer<Finding> found;
    private Optional<MachineId> hardware = Optional.empty();
    private Optional<Octets> identifier = Optional.empty();
    private Optional<Ip4Address> address = Optional.empty();
    private Optional<String> optionName = Optional.empty();

    HostReader(Statement.Block host, Surroundings surroundings, Consumer<Finding> found) {
        this.host = host;
        this.surroundings = surroundings;
        this.found = found;
    }

    void read() {
        host.body().forEach(this::take);
        end();
    }

    private void take(Statement statement) {
        switch (statement) {
            case Statement.Block block -> leave(block, Knowledge.whyUnknown(block));
            case Statement.Broken broken -> leave(broken, broken.why());
            case Statement.Simple simple -> simple(simple);
        }
    }

    private void simple(Statement.Simple statement) {
        switch (statement.key(0)) {
            case "hardware" -> hardware(statement);
            case "fixed-address" -> address(statement);
            case "host-identifier" -> identifier(statement, statement.key(1) + " " + statement.key(2), 3);
            case "option" -> option(statement);
            case "filename", "next-server", "server-name" -> leave(statement, Reasons.BOOT);
            default -> parameter(statement);
        }
    }

    private void parameter(Statement statement) {
        new ParameterReader(Level.HOST, surroundings, found).read(List.of(statement));
    }

    private void option(Statement statement) {
        switch (statement.key(1)) {
            case "host-name" -> {
                optionName = Notation.domain(statement.word(2));
                if (optionName.isEmpty()) {
                    leave(statement, "not a host name");
                }
            }
            case "dhcp-client-identifier" -> identifier(statement, CLIENT_IDENTIFIER, 2);
            default -> parameter(statement);
        }
    }

    private void hardware(Statement statement) {
        if (!statement.key(1).equals("ethernet")) {
            leave(statement, "not an Ethernet card");
            return;
        }
        hardware = Notation.mac(statement.word(2));
        if (hardware.isEmpty()) {
            leave(statement, "not an Ethernet address");
        }
    }

    private void address(Statement statement) {
        var values = statement.values(1);
        var first = values.getFirst();
        address = Notation.address(first).or(() -> surroundings.address(first));
        if (address.isEmpty()) {
            leave(statement, "not an address; names are looked up in --hosts");
        } else if (values.size() > 1) {
            leave(statement, "a machine has one reserved address; the first was taken");
        }
    }

    private void identifier(Statement statement, String option, int index) {
        identifier = option.equals(CLIENT_IDENTIFIER) ? octets(statement.words(), index) : Optional.empty();
        if (identifier.isEmpty()) {
            leave(statement, "machines are known by their MAC addresses, client identifiers and switch ports");
        }
    }

    /// In hex, or as the text that it is.
    private static Optional<Octets> octets(List<Token> words, int index) {
        return words.stream()
                .skip(index)
                .findFirst()
                .flatMap(token -> token.kind() == Token.Kind.STRING
                        ? Optional.of(Octets.ofText(token.text()))
                        : Notation.octets(token.text()))
                .filter(ClientIdentifiers::isOne);
    }

    private void end() {
        var macs = hardware.or(() -> identifier.flatMap(ClientIdentifiers::macIn));
        if (macs.isEmpty()) {
            leave(host, "names no Ethernet address, with which a machine's document begins");
            return;
        }
        found.accept(new Finding.Machine(
                host.place(),
                host.text(),
                List.of(macs.get()),
                address,
                hostName(),
                identifier.filter(octets -> !ClientIdentifiers.macIn(octets).equals(macs))));
    }

    private Optional<String> hostName() {
        var declared = host.word(1);
        if (optionName.isEmpty()
                && !declared.isEmpty()
                && Notation.domain(declared).isEmpty()) {
            leave(host, "imported without a name: " + declared + " is not a host name");
        }
        return optionName.or(() -> Notation.domain(declared));
    }

    private void leave(Statement statement, String why) {
        found.accept(statement.left(why));
    }
}
