package io.rackboot.dhcp.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Freshness;
import io.rackboot.nats.Replica;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MachineReaderTest {
    private static final HardwareAddress FIRST = HardwareAddress.ofMac("525400000001");
    private static final HardwareAddress SECOND = HardwareAddress.ofMac("525400000002");
    private static final Ip4Address TEN = Ip4Address.parse("192.168.77.10");
    private static final Ip4Address ELEVEN = Ip4Address.parse("192.168.77.11");

    private final Bucket bucket = new Bucket();
    private final MachineDirectory directory = new MachineDirectory(new Rack("r1"));
    private final List<Ip4Address> changed = new ArrayList<>();
    private final List<HardwareAddress> told = new ArrayList<>();

    @Test
    void whatTheBucketHoldsIsReadFirst() {
        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.10"), "525400000002"));

        follow();

        var machine = new Machine(new MachineId("525400000001"), Optional.of(TEN), Optional.of("node"), Loader.GRUB);
        assertThat(directory.byHardware(FIRST)).contains(machine);
        assertThat(directory.byHardware(SECOND)).contains(machine);
        assertThat(directory.isReserved(TEN)).isTrue();
        assertThat(changed).containsExactly(TEN);
        assertThat(directory.size()).isOne();
    }

    @Test
    void aChangedDocumentTakesTheFormerOnesPlace() {
        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.10"), "525400000002"));
        follow();

        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.11")));

        assertThat(directory.byHardware(SECOND)).isEmpty();
        assertThat(directory.isReserved(TEN)).isFalse();
        assertThat(directory.isReserved(ELEVEN)).isTrue();
        assertThat(changed).containsExactly(TEN, TEN, ELEVEN);
        assertThat(told).containsExactlyInAnyOrder(FIRST, SECOND, FIRST, SECOND);
    }

    @Test
    void aRemovedDocumentFreesItsAddress() {
        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.10")));
        follow();

        bucket.remove("525400000001");

        assertThat(directory.byHardware(FIRST)).isEmpty();
        assertThat(directory.idOf(FIRST)).isEqualTo(new MachineId("525400000001"));
        assertThat(directory.isReserved(TEN)).isFalse();
        assertThat(directory.size()).isZero();
    }

    @Test
    void aDocumentThatCannotBeReadLeavesTheLastGoodOne() {
        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.10")));
        follow();

        bucket.put("525400000001", "{\"id\":".getBytes(StandardCharsets.UTF_8));
        bucket.put("525400000001", "{\"id\":\"nobody\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(directory.isReserved(TEN)).isTrue();
        assertThat(changed).containsExactly(TEN);
    }

    @Test
    void twoDocumentsForOneMacAndAddressLeaveTheOtherWhenOneGoes() {
        bucket.put("525400000001", document("525400000001", Optional.of("192.168.77.10")));
        follow();
        bucket.put("525400000003", document("525400000003", Optional.of("192.168.77.10"), "525400000001"));
        assertThat(directory.idOf(FIRST)).isEqualTo(new MachineId("525400000003"));

        bucket.remove("525400000001");

        assertThat(directory.idOf(FIRST)).isEqualTo(new MachineId("525400000003"));
        assertThat(directory.isReserved(TEN)).isTrue();
    }

    private void follow() {
        new MachineReader(bucket, directory, changed::add, told::add).follow(Runnable::run);
    }

    private static byte[] document(String id, Optional<String> address, String... moreMacs) {
        var macs = new ArrayList<>(List.of(new MachineId(id)));
        List.of(moreMacs).forEach(mac -> macs.add(new MachineId(mac)));
        try {
            return Json.mapper()
                    .writeValueAsBytes(new MachineDocument(
                            new MachineId(id),
                            macs,
                            Optional.empty(),
                            Optional.empty(),
                            new Rack("r1"),
                            Optional.of("node"),
                            address.map(Ipv4::new),
                            Optional.empty(),
                            Optional.empty(),
                            Loader.GRUB,
                            Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A bucket in memory.
    private static final class Bucket implements Replica {
        private final Map<String, Entry> entries = new HashMap<>();
        private final List<Consumer<Change>> listeners = new ArrayList<>();
        private long revision;

        void put(String key, byte[] value) {
            var entry = new Entry(key, value, ++revision, Instant.EPOCH);
            entries.put(key, entry);
            listeners.forEach(listener -> listener.accept(new Change.Put(entry)));
        }

        void remove(String key) {
            entries.remove(key);
            listeners.forEach(listener -> listener.accept(new Change.Removed(key, ++revision)));
        }

        @Override
        public Optional<Entry> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public Collection<Entry> all() {
            return List.copyOf(entries.values());
        }

        @Override
        public Freshness freshness() {
            return Freshness.LIVE;
        }

        @Override
        public void onChange(Consumer<Change> listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {
            listeners.clear();
        }
    }
}
