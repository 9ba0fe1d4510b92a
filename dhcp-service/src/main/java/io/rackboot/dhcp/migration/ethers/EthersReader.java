package io.rackboot.dhcp.migration.ethers;

import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `/etc/ethers` (ethers(5)): a line is a card's address, and its host's name or IP address.
public final class EthersReader {
    private final Surroundings surroundings;
    private final List<Finding> found = new ArrayList<>();

    private EthersReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// {@return the machines, and the lines that were left}
    public static List<Finding> read(List<SourceText> sources, Surroundings surroundings) {
        var reader = new EthersReader(surroundings);
        sources.forEach(reader::lines);
        return List.copyOf(reader.found);
    }

    private void lines(SourceText source) {
        int number = 0;
        for (var raw : source.text().split("\n", -1)) {
            number++;
            int comment = raw.indexOf('#');
            var text = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            if (!text.isEmpty()) {
                line(source.at(number), text);
            }
        }
    }

    private void line(Place place, String text) {
        var words = text.split("\\s+");
        var mac = Notation.mac(words[0]);
        if (words.length != 2 || mac.isEmpty()) {
            found.add(new Left(place, text, "not of the form: MAC NAME, or MAC ADDRESS"));
            return;
        }
        var number = Notation.address(words[1]);
        var address = number.or(() -> surroundings.address(words[1]));
        var name = Notation.domain(words[1]).filter(_ -> number.isEmpty());
        if (address.isEmpty() && name.isEmpty()) {
            found.add(new Left(place, text, "neither an address nor a host name"));
            return;
        }
        found.add(new Finding.Machine(place, text, List.of(mac.get()), address, name, Optional.empty()));
        if (address.isEmpty()) {
            found.add(new Left(place, text, "imported without an address; names are looked up in --hosts"));
        }
    }
}
