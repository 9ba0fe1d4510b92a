package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what [RecordEncoder] wrote.
final class RecordDecoder {
    private static final List<Lease.State> STATES = List.of(Lease.State.values());

    private RecordDecoder() {}

    /// What a record says.
    sealed interface Body {
        /// @param factsAt where each fact begins, from the start of the body
        record Committed(List<Lease> leases, long firstSequence, List<Integer> factsAt) implements Body {}

        /// @param upTo the last sequence that is published
        record Published(long upTo) implements Body {}
    }

    /// Reads a body whose checksum is right.
    ///
    /// @throws RuntimeException for a body of another version's making
    static Body body(ByteBuffer in) {
        return switch (in.get()) {
            case RecordEncoder.COMMIT -> committed(in, RecordDecoder::lease);
            case RecordEncoder.COMMIT_WITHOUT_CONTACTS -> committed(in, RecordDecoder::leaseWithoutContact);
            case RecordEncoder.PUBLISHED -> new Body.Published(in.getLong());
            default -> throw new IllegalArgumentException("a record of a kind that is not known");
        };
    }

    /// Reads a fact without its length.
    static OutboxFact fact(ByteBuffer in) {
        return new OutboxFact(text(in), text(in), Octets.of(bytes(in)));
    }

    private static List<Integer> skipFacts(ByteBuffer in, int count) {
        var at = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            at.add(in.position());
            in.position(in.position() + 4 + in.getInt(in.position()));
        }
        return at;
    }

    private static Body.Committed committed(ByteBuffer in, Function<ByteBuffer, Lease> lease) {
        int count = in.getInt();
        var leases = new ArrayList<Lease>(count);
        for (int i = 0; i < count; i++) {
            leases.add(lease.apply(in));
        }
        long firstSequence = in.getLong();
        var facts = skipFacts(in, in.getInt());
        return new Body.Committed(withMachines(leases, in), firstSequence, facts);
    }

    private static List<Lease> withMachines(List<Lease> leases, ByteBuffer in) {
        while (in.hasRemaining()) {
            int number = in.getInt();
            leases.set(number, leases.get(number).of(text(in)));
        }
        return leases;
    }

    private static Lease lease(ByteBuffer in) {
        var lease = leaseWithoutContact(in);
        return lease.heard(new Contact(
                Instant.ofEpochSecond(in.getLong(), in.getInt()), optional(in).map(Octets::of)));
    }

    private static Lease leaseWithoutContact(ByteBuffer in) {
        var address = new Ip4Address(in.getInt());
        var state = STATES.get(in.get());
        var granted = Instant.ofEpochSecond(in.getLong(), in.getInt());
        var expires = Instant.ofEpochSecond(in.getLong(), in.getInt());
        var hardware = new HardwareAddress(Byte.toUnsignedInt(in.get()), Octets.of(bytes(in)));
        var clientIdentifier = optional(in).map(Octets::of);
        var client = new ClientKey(text(in));
        var subnet = text(in);
        var hostName = optional(in).map(RecordDecoder::utf8);
        return new Lease(address, client, hardware, clientIdentifier, subnet, hostName, granted, expires, state);
    }

    private static String text(ByteBuffer in) {
        return utf8(bytes(in));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        return optional(in).orElseThrow(() -> new IllegalArgumentException("a value is missing"));
    }

    private static Optional<byte[]> optional(ByteBuffer in) {
        var length = in.getInt();
        if (length < 0) {
            return Optional.empty();
        }
        var bytes = new byte[length];
        in.get(bytes);
        return Optional.of(bytes);
    }
}
