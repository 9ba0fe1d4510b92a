package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Writes a [DhcpMessage] as a datagram of the layout shown at [DhcpReader].
///
/// Options stand in the message's order, long ones split (RFC 3396 §5), option 82 last (RFC 3046 §2.1). What the
/// options field cannot hold goes to `file` and `sname` where these are free (option 52), in parts where it is split
/// anyway. What they cannot hold either is left out: first the parameters, the last ones first, and what the lease and
/// the boot need only after them.
public final class DhcpWriter {
    /// The largest message that every client takes, in bytes with the IP and UDP headers (RFC 2131 §2).
    public static final int DEFAULT_MAXIMUM_SIZE = 576;

    /// The largest message that every BOOTP client takes, in bytes with the IP and UDP headers: options of 64 bytes
    /// with the cookie in front (RFC 951 §3).
    public static final int BOOTP_SIZE = 328;

    /// The smallest datagram, in bytes: BOOTP clients and relays drop shorter ones (RFC 951, RFC 1542 §2.1).
    public static final int MINIMUM_LENGTH = 300;

    /// The IP and UDP headers that option 57 counts, in bytes.
    private static final int HEADERS = 28;

    private static final int OVERLOAD_LENGTH = 3;

    /// A relay drops a reply without its option: it is left out only where hardly anything else would fit.
    private static final int ROOM_BESIDE_RELAYS_OPTION = 64;

    /// What a client is lost without: its lease and its boot file, and what proves that the reply is meant for it.
    private static final Set<Integer> NEEDED = Set.of(
            OptionCode.SUBNET_MASK.code(),
            OptionCode.VENDOR_SPECIFIC_INFORMATION.code(),
            OptionCode.IP_ADDRESS_LEASE_TIME.code(),
            OptionCode.DHCP_MESSAGE_TYPE.code(),
            OptionCode.SERVER_IDENTIFIER.code(),
            OptionCode.RENEWAL_TIME_VALUE.code(),
            OptionCode.REBINDING_TIME_VALUE.code(),
            OptionCode.VENDOR_CLASS_IDENTIFIER.code(),
            OptionCode.CLIENT_IDENTIFIER.code(),
            OptionCode.TFTP_SERVER_NAME.code(),
            OptionCode.BOOTFILE_NAME.code(),
            OptionCode.RAPID_COMMIT.code(),
            OptionCode.CLIENT_MACHINE_IDENTIFIER.code(),
            OptionCode.SUBNET_SELECTION.code(),
            OptionCode.IPXE_ENCAPSULATED.code(),
            OptionCode.PXELINUX_CONFIGURATION_FILE.code(),
            OptionCode.PXELINUX_PATH_PREFIX.code());

    private final DhcpMessage message;
    private final Area main;
    private final Area file;
    private final Area sname;
    private final int roomBesideRelaysOption;
    private final List<Integer> omitted = new ArrayList<>();

    private DhcpWriter(DhcpMessage message, int maximumSize) {
        this.message = message;
        boolean bootp = !message.options().contains(OptionCode.DHCP_MESSAGE_TYPE);
        int least = bootp ? leastForBootp(message) : DEFAULT_MAXIMUM_SIZE;
        main = new Area(Math.max(maximumSize, least) - HEADERS - DhcpReader.HEADER_LENGTH - Integer.BYTES);
        // A BOOTP client knows nothing of options there.
        file = new Area(message.file().isEmpty() && !bootp ? DhcpMessage.FILE_LENGTH : 0);
        sname = new Area(message.sname().isEmpty() && !bootp ? DhcpMessage.SNAME_LENGTH : 0);
        roomBesideRelaysOption = bootp ? 0 : ROOM_BESIDE_RELAYS_OPTION;
    }

    /// A relay takes its option off again: the client's room is beside it.
    private static int leastForBootp(DhcpMessage message) {
        return Math.min(BOOTP_SIZE + Area.length(relayParts(message)), DEFAULT_MAXIMUM_SIZE);
    }

    private static List<OptionPart> relayParts(DhcpMessage message) {
        int relay = OptionCode.RELAY_AGENT_INFORMATION.code();
        return message.options()
                .bytes(relay)
                .map(value -> OptionPart.split(relay, value))
                .orElse(List.of());
    }

    /// A written message.
    ///
    /// @param bytes the datagram
    /// @param omitted codes of the options for which there was no room
    public record Written(Octets bytes, List<Integer> omitted) {
        /// Takes a copy.
        public Written {
            omitted = List.copyOf(omitted);
        }
    }

    /// Writes the message.
    ///
    /// @param maximumSize option 57 of the request this answers: bytes with the IP and UDP headers; less than 576
    ///     counts as 576, and in BOOTP less than 328 as that
    public static Written write(DhcpMessage message, int maximumSize) {
        return new DhcpWriter(message, maximumSize).write();
    }

    private Written write() {
        int length = plainLength();
        return length <= main.room ? plain(length) : placed();
    }

    /// {@return the length of all options as they stand, with the end; more than there is room for where one of them
    ///     has to be split}
    private int plainLength() {
        return 1
                + message.options()
                        .sum(value -> value.length() <= OptionPart.LONGEST
                                ? OptionPart.OVERHEAD + value.length()
                                : main.room);
    }

    /// Nearly every message: the options in their order, the relay's last.
    private Written plain(int length) {
        var buffer = begin(length);
        int relay = OptionCode.RELAY_AGENT_INFORMATION.code();
        message.options().forEach((code, value) -> {
            if (code != relay) {
                put(buffer, code, value);
            }
        });
        message.options().bytes(relay).ifPresent(value -> put(buffer, relay, value));
        buffer.put((byte) DhcpOptions.END);
        return new Written(Octets.ofOwn(buffer.array()), List.of());
    }

    private static void put(ByteBuffer buffer, int code, Octets value) {
        buffer.put((byte) code).put((byte) value.length());
        value.putInto(buffer);
    }

    private Written placed() {
        placeOptions();
        int overload = (file.used() ? 1 : 0) | (sname.used() ? 2 : 0);
        if (overload != 0) {
            main.insertOverload(overload);
        }
        var buffer = begin(main.length + 1);
        main.writeTo(buffer);
        return new Written(Octets.ofOwn(buffer.array()), omitted);
    }

    /// @param options the length of the options field behind the cookie
    private ByteBuffer begin(int options) {
        int length = Math.max(DhcpReader.HEADER_LENGTH + Integer.BYTES + options, MINIMUM_LENGTH);
        var buffer = ByteBuffer.allocate(length);
        writeHeader(buffer);
        return buffer.putInt(DhcpReader.MAGIC_COOKIE);
    }

    private void placeOptions() {
        int relay = OptionCode.RELAY_AGENT_INFORMATION.code();
        var relayParts = relayParts(message);
        var others = new ArrayList<Whole>();
        message.options().forEach((code, value) -> {
            if (code != relay) {
                others.add(Whole.of(code, value));
            }
        });
        int relayLength = Area.length(relayParts);
        int length = relayLength;
        for (var option : others) {
            length += option.length();
        }
        if (main.fits(length)) {
            others.forEach(option -> main.add(option.parts()));
            main.add(relayParts);
        } else {
            boolean keepsRelay = relayLength + roomBesideRelaysOption <= main.room;
            main.reserved = OVERLOAD_LENGTH + (keepsRelay ? relayLength : 0);
            placeByNeed(others);
            main.reserved = OVERLOAD_LENGTH;
            placeRelayParts(relayParts);
        }
    }

    private void placeByNeed(List<Whole> options) {
        options.stream()
                .sorted(Comparator.comparing(option -> !NEEDED.contains(option.code())))
                .forEach(this::placeWhereFree);
        var order = options.stream().map(Whole::code).toList();
        areas().forEach(area -> area.parts.sort(Comparator.comparingInt(part -> order.indexOf(part.code()))));
    }

    private void placeWhereFree(Whole option) {
        areas().stream()
                .filter(area -> area.fits(option.length()))
                .findFirst()
                .ifPresentOrElse(area -> area.add(option.parts()), () -> spread(option));
    }

    /// RFC 3396 §4 has no option split that could stand whole; one that is split anyway may go on in the next field.
    private void spread(Whole option) {
        var value = option.value();
        if (value.length() <= OptionPart.LONGEST
                || areas().stream().mapToInt(Area::capacity).sum() < value.length()) {
            omitted.add(option.code());
            return;
        }
        int from = 0;
        for (var area : areas()) {
            for (int room = area.nextPart(); room > 0 && from < value.length(); room = area.nextPart()) {
                int to = Math.min(from + room, value.length());
                area.add(List.of(new OptionPart(option.code(), value.slice(from, to))));
                from = to;
            }
        }
    }

    private void placeRelayParts(List<OptionPart> parts) {
        if (main.fits(Area.length(parts))) {
            main.add(parts);
        } else {
            omitted.add(OptionCode.RELAY_AGENT_INFORMATION.code());
        }
    }

    /// The fields that hold options, in the order in which they are read (RFC 3396 §5).
    private List<Area> areas() {
        return List.of(main, file, sname);
    }

    private record Whole(int code, Octets value, List<OptionPart> parts, int length) {
        static Whole of(int code, Octets value) {
            var parts = OptionPart.split(code, value);
            return new Whole(code, value, parts, Area.length(parts));
        }
    }

    private void writeHeader(ByteBuffer buffer) {
        buffer.put((byte) message.op().code());
        buffer.put((byte) message.htype());
        buffer.put((byte) message.hlen());
        buffer.put((byte) message.hops());
        buffer.putInt(message.xid().bits());
        buffer.putShort((short) message.secs());
        buffer.putShort((short) message.flags());
        buffer.putInt(message.ciaddr().bits());
        buffer.putInt(message.yiaddr().bits());
        buffer.putInt(message.siaddr().bits());
        buffer.putInt(message.giaddr().bits());
        writeField(buffer, message.chaddr().bytes(), HardwareAddress.MAXIMUM_LENGTH);
        writeField(buffer, sname.used() ? sname.bytes() : message.sname(), DhcpMessage.SNAME_LENGTH);
        writeField(buffer, file.used() ? file.bytes() : message.file(), DhcpMessage.FILE_LENGTH);
    }

    private static void writeField(ByteBuffer buffer, Octets value, int room) {
        int end = buffer.position() + room;
        value.putInto(buffer);
        buffer.position(end);
    }

    /// A field that can hold options: the options field, `file` or `sname`. One byte is always left for the end.
    private static final class Area {
        private final int room;
        private final List<OptionPart> parts = new ArrayList<>();
        private int reserved;
        private int length;

        private Area(int room) {
            this.room = room;
        }

        private static int length(List<OptionPart> parts) {
            int length = 0;
            for (var part : parts) {
                length += part.value().length() + OptionPart.OVERHEAD;
            }
            return length;
        }

        private boolean fits(int more) {
            return more <= free();
        }

        private int free() {
            return room - length - reserved - 1;
        }

        /// The longest value that one more part can have; 0 or less where there is no room for another.
        private int nextPart() {
            return Math.min(free() - OptionPart.OVERHEAD, OptionPart.LONGEST);
        }

        /// How much of a value can stand here, in as many parts as it takes.
        private int capacity() {
            int parts = Math.ceilDiv(Math.max(free(), 0), OptionPart.LONGEST + OptionPart.OVERHEAD);
            return Math.max(free() - parts * OptionPart.OVERHEAD, 0);
        }

        private void add(List<OptionPart> more) {
            parts.addAll(more);
            length += length(more);
        }

        private void insertOverload(int fields) {
            parts.add(Math.min(1, parts.size()), new OptionPart(DhcpOptions.OPTION_OVERLOAD, Octets.ofInts(fields)));
            length += OVERLOAD_LENGTH;
        }

        private boolean used() {
            return !parts.isEmpty();
        }

        private Octets bytes() {
            var buffer = ByteBuffer.allocate(room);
            writeTo(buffer);
            return Octets.ofRemaining(buffer.flip());
        }

        private void writeTo(ByteBuffer buffer) {
            for (var part : parts) {
                put(buffer, part.code(), part.value());
            }
            buffer.put((byte) DhcpOptions.END);
        }
    }
}
