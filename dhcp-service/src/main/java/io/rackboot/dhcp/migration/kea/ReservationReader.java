package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.ClientIdentifiers;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads a reservation: whom it is for (`hw-address`, `client-id`, `duid`, `circuit-id`, `flex-id`), and what he gets.
final class ReservationReader {
    private ReservationReader() {}

    static void read(Fields reservation, Consumer<Finding> found) {
        reservation.ignore(List.of("comment", "user-context"));
        reservation.because(
                Reasons.BOOT, List.of("next-server", "boot-file-name", "server-hostname", "client-classes"));
        reservation.because(Reasons.PART, List.of("option-data"));
        reservation.because(
                "machines are known by their MAC addresses, not by the port that they are on",
                List.of("circuit-id", "flex-id"));
        var macs = macs(reservation);
        var address = read(reservation, "ip-address", Notation::address, "not an IPv4 address");
        var hostName = read(reservation, "hostname", Notation::domain, "imported without it: not a host name");
        macs.ifPresentOrElse(
                mac -> found.accept(new Finding.Machine(
                        reservation.place(), reservation.text(), List.of(mac), address, hostName, Optional.empty())),
                () -> reservation.left("names no Ethernet address, by which machines are known"));
        reservation.end();
    }

    private static Optional<MachineId> macs(Fields reservation) {
        var card = read(reservation, "hw-address", Notation::mac, "not an Ethernet address");
        var client = read(
                reservation,
                "client-id",
                text -> Notation.octets(text).flatMap(ClientIdentifiers::macIn),
                "machines are known by their MAC addresses, and this holds none");
        var duid = read(
                reservation,
                "duid",
                text -> Notation.octets(text).flatMap(ClientIdentifiers::macInDuid),
                "machines are known by their MAC addresses, and this holds none");
        return card.or(() -> client).or(() -> duid);
    }

    private static <T> Optional<T> read(
            Fields reservation, String name, Function<String, Optional<T>> notation, String otherwise) {
        return reservation.text(name).flatMap(text -> {
            var value = notation.apply(text);
            if (value.isEmpty()) {
                reservation.left(name, otherwise);
            }
            return value;
        });
    }
}
