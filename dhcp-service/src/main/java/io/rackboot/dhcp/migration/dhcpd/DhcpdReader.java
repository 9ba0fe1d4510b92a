package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.PlacedRange;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.migration.found.Surroundings.Opened;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `dhcpd.conf`, its included files too.
///
/// A parameter of an enclosing scope holds for every subnet inside that says nothing else, and its place among the
/// statements does not matter (dhcpd.conf(5), "Declarations").
public final class DhcpdReader {
    private record Subnet(Place place, Optional<String> link, Prefix prefix, Parameters parameters) {}

    private final Surroundings surroundings;
    private final List<Finding> found = new ArrayList<>();
    private final List<Subnet> subnets = new ArrayList<>();
    private final List<PlacedRange> ranges = new ArrayList<>();
    private Optional<String> link = Optional.empty();

    private DhcpdReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// {@return what the files say together, and what of it was left}
    public static List<Finding> read(List<SourceText> sources, Surroundings surroundings) {
        var reader = new DhcpdReader(surroundings);
        var statements = sources.stream()
                .flatMap(source -> reader.statements(source, 0).stream())
                .toList();
        reader.scope(statements, Level.GLOBAL, Parameters.NONE);
        reader.networks();
        return List.copyOf(reader.found);
    }

    private List<Statement> statements(SourceText source, int depth) {
        return included(Statements.of(source), depth);
    }

    private List<Statement> included(List<Statement> statements, int depth) {
        return statements.stream()
                .<Statement>flatMap(statement -> switch (statement) {
                    case Statement.Simple simple when simple.key(0).equals("include") -> include(simple, depth);
                    case Statement.Block(var place, var words, var body, var lastLine) ->
                        Stream.of(new Statement.Block(place, words, included(body, depth), lastLine));
                    case Statement.Simple _, Statement.Broken _ -> Stream.of(statement);
                })
                .toList();
    }

    private Stream<Statement> include(Statement.Simple statement, int depth) {
        if (depth == Surroundings.DEEPEST) {
            return Stream.of(new Statement.Broken(statement.place(), statement.words(), "files include each other"));
        }
        return switch (surroundings.open(statement.word(1))) {
            case Opened.Text(var source) -> statements(source, depth + 1).stream();
            case Opened.Refused(var why) -> Stream.of(new Statement.Broken(statement.place(), statement.words(), why));
        };
    }

    /// {@return what it sets, within what the outer scope sets}
    private Parameters scope(List<Statement> body, Level level, Parameters outer) {
        var own = new ParameterReader(level, surroundings, found::add).read(body);
        var inside = own.within(outer);
        var times = own.leaseTimes().equals(LeaseTimes.NONE) || level != Level.POOL
                ? LeaseTimes.NONE
                : Bounds.of(inside.leaseTimes());
        for (var statement : body) {
            switch (statement) {
                case Statement.Simple simple -> range(simple, level, times);
                case Statement.Broken broken -> found.add(broken.left(broken.why()));
                case Statement.Block block -> block(block, inside);
            }
        }
        return inside;
    }

    private void block(Statement.Block block, Parameters outer) {
        switch (block.key(0)) {
            case "group" ->
                scope(block.body(), holdsNetworks(block) ? Level.GROUP_OF_NETWORKS : Level.GROUP_OF_HOSTS, outer);
            case "shared-network" -> sharedNetwork(block, outer);
            case "subnet" -> subnet(block, outer);
            case "pool" -> scope(block.body(), Level.POOL, outer);
            case "host" -> new HostReader(block, surroundings, found::add).read();
            default -> found.add(block.left(Knowledge.whyUnknown(block)));
        }
    }

    private static boolean holdsNetworks(Statement.Block group) {
        return group.body().stream()
                .filter(Statement.Block.class::isInstance)
                .map(Statement.Block.class::cast)
                .anyMatch(block -> switch (block.key(0)) {
                    case "subnet", "shared-network" -> true;
                    case "group" -> holdsNetworks(block);
                    default -> false;
                });
    }

    private void sharedNetwork(Statement.Block block, Parameters outer) {
        var outside = link;
        link = Optional.of(block.word(1));
        scope(block.body(), Level.SHARED_NETWORK, outer);
        link = outside;
    }

    private void subnet(Statement.Block block, Parameters outer) {
        var address = Notation.address(block.word(1));
        var length = Notation.prefixLength(block.word(3));
        if (address.isEmpty() || length.isEmpty() || !block.key(2).equals("netmask")) {
            found.add(block.left("not of the form: subnet ADDRESS netmask MASK"));
            return;
        }
        var prefix = new Prefix(address.get(), length.get());
        var body = block.body().stream()
                .filter(statement -> !saysAgain(statement, prefix))
                .toList();
        var inside = scope(body, Level.SUBNET, outer);
        subnets.add(new Subnet(block.place(), link, prefix, inside));
    }

    /// Options 1 and 28 follow from the network.
    private static boolean saysAgain(Statement statement, Prefix network) {
        var value = Notation.address(statement.word(2));
        return switch (statement.key(0) + " " + statement.key(1)) {
            case "option subnet-mask" ->
                value.filter(Ip4Address.mask(network.length())::equals).isPresent();
            case "option broadcast-address" ->
                value.filter(network.last()::equals).isPresent();
            default -> false;
        };
    }

    private void range(Statement.Simple statement, Level level, LeaseTimes times) {
        if (!statement.key(0).equals("range")) {
            return;
        }
        int first = 1;
        if (statement.key(1).equals("dynamic-bootp")) {
            found.add(statement.left(
                    "the range is imported; that BOOTP clients get addresses of it is not set by range"));
            first = 2;
        }
        var low = Notation.address(statement.word(first));
        var high = statement.words().size() > first + 1 ? Notation.address(statement.word(first + 1)) : low;
        if (low.isEmpty() || high.isEmpty() || high.get().compareTo(low.get()) < 0) {
            found.add(statement.left("not a range of addresses"));
        } else if (level == Level.GROUP_OF_HOSTS) {
            found.add(statement.left("a range outside of a subnet"));
        } else {
            ranges.add(new PlacedRange(statement.place(), statement.text(), new Range(low.get(), high.get()), times));
        }
    }

    /// Ranges of a shared network's pools stand outside of the subnet that they belong to.
    private void networks() {
        for (var subnet : subnets) {
            found.add(new Finding.Network(
                    subnet.place(),
                    Optional.empty(),
                    subnet.link(),
                    subnet.prefix(),
                    ranges.stream().filter(range -> liesIn(range, subnet)).toList(),
                    subnet.parameters().with(Bounds.of(subnet.parameters().leaseTimes()))));
        }
        ranges.stream()
                .filter(range -> subnets.stream().noneMatch(subnet -> liesIn(range, subnet)))
                .forEach(range -> found.add(range.left("lies in no subnet of the imported files")));
    }

    private static boolean liesIn(PlacedRange range, Subnet subnet) {
        return subnet.prefix().contains(range.range().first());
    }
}
