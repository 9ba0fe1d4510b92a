package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Optional;

/// One thing that a configuration says.
public sealed interface Finding {
    /// {@return where it says so}
    Place place();

    /// A network that is served.
    ///
    /// @param label how the configuration calls it
    /// @param link the name of the link that it shares with other networks
    /// @param ranges the addresses to lease
    /// @param parameters what its clients are told
    record Network(
            Place place,
            Optional<String> label,
            Optional<String> link,
            Prefix prefix,
            List<PlacedRange> ranges,
            Parameters parameters)
            implements Finding {
        public Network {
            ranges = List.copyOf(ranges);
        }
    }

    /// A run of addresses, and where it is written.
    ///
    /// @param text how it is written
    /// @param leaseTimes of these addresses, where they have other ones than the network
    record PlacedRange(Place place, String text, Range range, LeaseTimes leaseTimes) {
        /// {@return the finding that it could not be taken}
        public Left left(String why) {
            return new Left(place, text, why);
        }
    }

    /// A machine that is known.
    ///
    /// @param text how it is written
    /// @param macs its cards, one at least
    /// @param address the address that is reserved for it
    /// @param hostName the name that it is given
    /// @param clientIdentifier option 61 by which it is known too, where that is no MAC address of its own
    record Machine(
            Place place,
            String text,
            List<MachineId> macs,
            Optional<Ip4Address> address,
            Optional<String> hostName,
            Optional<Octets> clientIdentifier)
            implements Finding {
        public Machine {
            macs = List.copyOf(macs);
        }

        /// {@return the finding that it, or a part of it, could not be taken}
        public Left left(String why) {
            return new Left(place, text, why);
        }
    }

    /// An interface on which the server answers.
    record ServedInterface(Place place, String name) implements Finding {}

    /// What is not carried over, or only in part.
    ///
    /// @param text what stands there, in one line without control characters
    /// @param why the reason, for people
    record Left(Place place, String text, String why) implements Finding {
        private static final int SHOWN = 100;

        public Left {
            text = inOneLine(text);
            text = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
            why = inOneLine(why);
        }

        private static String inOneLine(String text) {
            return text.strip().replaceAll("\\s+", " ").replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        }

        @Override
        public String toString() {
            return place + ": " + text + ": " + why;
        }
    }
}
