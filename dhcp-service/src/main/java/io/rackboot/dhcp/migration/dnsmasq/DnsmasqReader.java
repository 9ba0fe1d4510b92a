package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.ethers.EthersReader;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.migration.found.Surroundings.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Reads a configuration of dnsmasq, the files that it names too; or files of hosts alone.
public final class DnsmasqReader {
    private final Surroundings surroundings;
    private final List<Finding> found = new ArrayList<>();
    private final List<RangeLine> ranges = new ArrayList<>();
    private final List<OptionLine> options = new ArrayList<>();
    private final List<DomainLine> domains = new ArrayList<>();
    private Parameters general = Parameters.NONE;

    private DnsmasqReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// {@return what the files say together, and what of it was left}
    public static List<Finding> read(List<SourceText> sources, Surroundings surroundings) {
        var reader = new DnsmasqReader(surroundings);
        sources.forEach(source -> reader.lines(source, UnaryOperator.identity(), 0));
        new Networks(reader.general, reader.options, reader.domains, reader.found::add).of(reader.ranges);
        return List.copyOf(reader.found);
    }

    private void lines(SourceText source, UnaryOperator<Line> meaning, int depth) {
        Line.of(source).forEach(line -> take(meaning.apply(line), depth));
    }

    private void take(Line line, int depth) {
        switch (line.keyword()) {
            case Line.HOST -> new HostLine(line, surroundings, found::add).read();
            case "dhcp-range" -> range(line);
            case "dhcp-option", OptionLine.FORCE -> option(line);
            case "domain" ->
                DomainLine.read(line)
                        .ifPresentOrElse(domains::add, () -> leave(line, "not a domain, or not one of addresses"));
            case "dhcp-ignore" -> ignored(line);
            case "interface" -> interfaces(line);
            case "conf-file" -> file(line, text -> lines(text, UnaryOperator.identity(), depth + 1), depth);
            case "dhcp-hostsfile" -> file(line, text -> lines(text, Line::asHost, depth + 1), depth);
            case "dhcp-optsfile" -> file(line, text -> lines(text, Line::asOption, depth + 1), depth);
            case "conf-dir" -> directory(line, text -> lines(text, UnaryOperator.identity(), depth + 1), depth);
            case "dhcp-hostsdir" -> directory(line, text -> lines(text, Line::asHost, depth + 1), depth);
            case "dhcp-optsdir" -> directory(line, text -> lines(text, Line::asOption, depth + 1), depth);
            case "read-ethers" ->
                opened(
                        line,
                        surroundings.open("/etc/ethers"),
                        text -> found.addAll(EthersReader.read(List.of(text), surroundings)));
            default -> Knowledge.whyLeft(line.keyword()).ifPresent(why -> leave(line, why));
        }
    }

    private void range(Line line) {
        switch (RangeLine.read(line)) {
            case RangeLine.Reading.Good(var range) -> ranges.add(range);
            case RangeLine.Reading.Bad(var why) -> leave(line, why);
        }
    }

    private void option(Line line) {
        switch (OptionLine.read(line)) {
            case OptionLine.Reading.Good(var option) -> options.add(option);
            case OptionLine.Reading.Bad(var why) -> leave(line, why);
        }
    }

    private void ignored(Line line) {
        if (line.parts().equals(List.of("tag:!known"))) {
            general = general.forKnownClients();
        } else {
            leave(
                    line,
                    "a subnet serves all machines or the known ones (unknown-clients); no others are distinguished");
        }
    }

    private void interfaces(Line line) {
        for (var name : line.parts()) {
            if (name.equals("lo")) {
                continue; // named for DNS: no machine boots there
            }
            Notation.interfaceName(name)
                    .ifPresentOrElse(
                            one -> found.add(new Finding.ServedInterface(line.place(), one)),
                            () -> leave(line, "interfaces are named one by one; see dhcp.interfaces"));
        }
    }

    private void file(Line line, Consumer<SourceText> read, int depth) {
        if (depth == Surroundings.DEEPEST) {
            leave(line, "files include each other");
        } else {
            opened(line, surroundings.open(line.parts().getFirst()), read);
        }
    }

    private void directory(Line line, Consumer<SourceText> read, int depth) {
        if (depth == Surroundings.DEEPEST) {
            leave(line, "files include each other");
            return;
        }
        var parts = line.parts();
        surroundings
                .openAll(parts.getFirst(), wanted(parts.subList(1, parts.size())))
                .ifPresentOrElse(
                        files -> files.forEach(file -> opened(line, file, read)),
                        () -> leave(line, "there is no such directory, nor one of its name beside the imported files"));
    }

    /// Not those that editors leave; of suffixes, `*X` asks for files, and `X` passes them over.
    private static Predicate<String> wanted(List<String> suffixes) {
        var asked = suffixes.stream()
                .filter(suffix -> suffix.startsWith("*"))
                .map(suffix -> suffix.substring(1))
                .toList();
        var passed = suffixes.stream()
                .filter(suffix -> !suffix.isEmpty() && !suffix.startsWith("*"))
                .toList();
        return name -> !name.startsWith(".")
                && !name.startsWith("#")
                && !name.endsWith("~")
                && (asked.isEmpty() || asked.stream().anyMatch(name::endsWith))
                && passed.stream().noneMatch(name::endsWith);
    }

    private void opened(Line line, Opened file, Consumer<SourceText> read) {
        switch (file) {
            case Opened.Text(var source) -> read.accept(source);
            case Opened.Refused(var why) -> leave(line, why);
        }
    }

    private void leave(Line line, String why) {
        found.add(line.left(why));
    }
}
