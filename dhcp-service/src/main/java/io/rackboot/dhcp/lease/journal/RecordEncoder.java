package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/// Writes records into a buffer that grows.
///
/// ```
/// record    length of the body (int) | its group << 16 | records of the group still to come (long)
///           | CRC-32C of length, group and body (int) | body
/// body      3 | leases (int) | lease … | sequence of the first fact (long) | facts (int) | fact …
///             | (which of the leases (int) | machine) …       for those that name one; earlier versions look no
/// further
///           2 | sequence up to which facts are published (long)
///           1 | the same as 3, of an earlier version: leases without their contact
/// lease     address (int) | state | granted, expires (seconds, nanoseconds) | htype | chaddr | client identifier
///           | client | subnet | host name                    (each text or byte string with its length, -1: absent)
///           | heard (seconds, nanoseconds) | relay agent information (with its length, -1: absent)
/// fact      length of the rest (int) | id | subject | payload
/// ```
final class RecordEncoder {
    static final int HEADER = 4 + 8 + 4;
    static final int LONGEST_BODY = 64 << 20;
    static final int SHORTEST = HEADER + 1 + 8;
    static final byte COMMIT_WITHOUT_CONTACTS = 1;
    static final byte PUBLISHED = 2;
    static final byte COMMIT = 3;

    private ByteBuffer out = ByteBuffer.allocate(1 << 16);

    int size() {
        return out.position();
    }

    /// {@return what was written since [#clear]; valid until the next write}
    ByteBuffer written() {
        return out.duplicate().flip();
    }

    void clear() {
        if (out.capacity() > 1 << 22) {
            out = ByteBuffer.allocate(1 << 16);
        }
        out.clear();
    }

    /// @param factAt is told the place of each fact in this buffer
    /// @throws IllegalArgumentException where it is longer than a reader would believe
    void commit(InGroup standing, List<Lease> leases, long firstSequence, List<OutboxFact> facts, LongConsumer factAt) {
        var start = begin(COMMIT);
        room(4).putInt(leases.size());
        for (var lease : leases) {
            lease(lease);
        }
        room(12).putLong(firstSequence).putInt(facts.size());
        for (var fact : facts) {
            factAt.accept(out.position());
            fact(fact);
        }
        machines(leases);
        end(start, standing);
    }

    void published(InGroup standing, long upTo) {
        var start = begin(PUBLISHED);
        room(8).putLong(upTo);
        end(start, standing);
    }

    private int begin(byte kind) {
        var start = out.position();
        room(HEADER + 1).position(start + HEADER).put(kind);
        return start;
    }

    private void end(int start, InGroup standing) {
        var length = out.position() - start - HEADER;
        if (length > LONGEST_BODY) {
            throw new IllegalArgumentException("a commit of " + length + " bytes; at most " + LONGEST_BODY + " can be");
        }
        out.putInt(start, length).putLong(start + 4, standing.field());
        out.putInt(start + 12, checksum(out.array(), start, length));
    }

    /// @param bytes a record from `start` on, whose body has that length
    static int checksum(byte[] bytes, int start, int length) {
        var crc = new CRC32C();
        crc.update(bytes, start, 12);
        crc.update(bytes, start + HEADER, length);
        return (int) crc.getValue();
    }

    private void lease(Lease lease) {
        room(32).putInt(lease.address().bits()).put((byte) lease.state().ordinal());
        out.putLong(lease.granted().getEpochSecond()).putInt(lease.granted().getNano());
        out.putLong(lease.expires().getEpochSecond()).putInt(lease.expires().getNano());
        out.put((byte) lease.hardware().htype());
        bytes(lease.hardware().bytes());
        bytes(lease.clientIdentifier());
        text(lease.client().text());
        text(lease.subnet());
        text(lease.hostName());
        contact(lease.contact());
    }

    private void contact(Contact contact) {
        room(12).putLong(contact.heard().getEpochSecond())
                .putInt(contact.heard().getNano());
        bytes(contact.relayAgentInformation());
    }

    /// Behind all else, where a reader of former releases does not look.
    private void machines(List<Lease> leases) {
        for (int i = 0; i < leases.size(); i++) {
            var machine = leases.get(i).machine();
            if (machine.isPresent()) {
                room(4).putInt(i);
                text(machine.get());
            }
        }
    }

    private void fact(OutboxFact fact) {
        var start = out.position();
        room(4).putInt(0);
        text(fact.id());
        text(fact.subject());
        bytes(fact.payload());
        out.putInt(start, out.position() - start - 4);
    }

    private void text(Optional<String> text) {
        if (text.isPresent()) {
            text(text.get());
        } else {
            absent();
        }
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    private void bytes(Optional<Octets> bytes) {
        if (bytes.isPresent()) {
            bytes(bytes.get());
        } else {
            absent();
        }
    }

    private void bytes(Octets bytes) {
        bytes.putInto(room(4 + bytes.length()).putInt(bytes.length()));
    }

    private void absent() {
        room(4).putInt(-1);
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + bytes))
                    .put(out.flip());
        }
        return out;
    }
}
