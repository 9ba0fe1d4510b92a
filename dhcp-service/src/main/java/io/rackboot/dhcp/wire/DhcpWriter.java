package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Writes a [DhcpMessage] as a datagram of the layout shown at [DhcpReader].
///
/// Options stand in the message's order, long ones split (RFC 3396 §5), option 82 last (RFC 3046 §2.1). What the
/// options field cannot hold goes to `file` and `sname` where these are free (option 52), and what they cannot hold
/// either is left out, the last options first: so a sender puts what matters to the front.
public final class DhcpWriter {
    /// The largest message that every client takes, in bytes with the IP and UDP headers (RFC 2131 §2).
    public static final int DEFAULT_MAXIMUM_SIZE = 576;

    /// The smallest datagram, in bytes: BOOTP clients and relays drop shorter ones (RFC 951, RFC 1542 §2.1).
    public static final int MINIMUM_LENGTH = 300;

    /// The IP and UDP headers that option 57 counts, in bytes.
    private static final int HEADERS = 28;

    private static final int OVERLOAD_LENGTH = 3;

    private final DhcpMessage message;
    private final Area main;
    private final Area file;
    private final Area sname;
    private final List<Integer> omitted = new ArrayList<>();

    private DhcpWriter(DhcpMessage message, int maximumSize) {
        this.message = message;
        main = new Area(
                Math.max(maximumSize, DEFAULT_MAXIMUM_SIZE) - HEADERS - DhcpReader.HEADER_LENGTH - Integer.BYTES);
        file = new Area(message.file().isEmpty() ? DhcpMessage.FILE_LENGTH : 0);
        sname = new Area(message.sname().isEmpty() ? DhcpMessage.SNAME_LENGTH : 0);
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
    ///     counts as 576
    public static Written write(DhcpMessage message, int maximumSize) {
        return new DhcpWriter(message, maximumSize).write();
    }

    private Written write() {
        placeOptions();
        int overload = (file.used() ? 1 : 0) | (sname.used() ? 2 : 0);
        if (overload != 0) {
            main.insertOverload(overload);
        }
        int length = Math.max(DhcpReader.HEADER_LENGTH + Integer.BYTES + main.length + 1, MINIMUM_LENGTH);
        var buffer = ByteBuffer.allocate(length);
        writeHeader(buffer);
        buffer.putInt(DhcpReader.MAGIC_COOKIE);
        main.writeTo(buffer);
        return new Written(Octets.ofRemaining(buffer.rewind()), omitted);
    }

    private void placeOptions() {
        int relay = OptionCode.RELAY_AGENT_INFORMATION.code();
        var relayParts = message.options()
                .bytes(relay)
                .map(value -> OptionPart.split(relay, value))
                .orElse(List.of());
        var others = new ArrayList<List<OptionPart>>();
        message.options().asMap().forEach((code, value) -> {
            if (code != relay) {
                others.add(OptionPart.split(code, value));
            }
        });
        int relayLength = Area.length(relayParts);
        if (main.fits(relayLength + others.stream().mapToInt(Area::length).sum())) {
            others.forEach(main::add);
            main.add(relayParts);
        } else {
            main.reserved = relayLength <= main.room / 2 ? relayLength + OVERLOAD_LENGTH : OVERLOAD_LENGTH;
            others.forEach(this::placeWhereFree);
            main.reserved = OVERLOAD_LENGTH;
            place(relayParts, List.of(main));
        }
    }

    private void placeWhereFree(List<OptionPart> parts) {
        place(parts, List.of(main, file, sname));
    }

    private void place(List<OptionPart> parts, List<Area> areas) {
        if (parts.isEmpty()) {
            return;
        }
        areas.stream()
                .filter(area -> area.fits(Area.length(parts)))
                .findFirst()
                .ifPresentOrElse(
                        area -> area.add(parts),
                        () -> omitted.add(parts.getFirst().code()));
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
        buffer.put(value.buffer()).position(end);
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
            return parts.stream().mapToInt(part -> part.value().length() + 2).sum();
        }

        private boolean fits(int more) {
            return length + more + reserved + 1 <= room;
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
                buffer.put((byte) part.code())
                        .put((byte) part.value().length())
                        .put(part.value().buffer());
            }
            buffer.put((byte) DhcpOptions.END);
        }
    }
}
