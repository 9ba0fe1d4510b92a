package io.rackboot.dhcp.document;

import com.fasterxml.jackson.databind.ObjectReader;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Json;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Replica;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Brings the machines' documents from their bucket into the directory.
///
/// A document that cannot be read leaves the last good one of its key in place: a mistake in a machine's document must
/// not stop a machine that booted yesterday.
public final class MachineReader {
    private static final Logger LOG = Logger.getLogger(MachineReader.class);
    private static final ObjectReader MACHINE = Json.mapper().readerFor(MachineDocument.class);

    private final Replica bucket;
    private final MachineDirectory directory;
    private final Consumer<Ip4Address> reservationChanged;
    private final Consumer<HardwareAddress> machineChanged;

    /// @param reservationChanged is told of each address that a document began or ceased to reserve
    /// @param machineChanged is told of each hardware address in a document that came, went or was written anew
    public MachineReader(
            Replica bucket,
            MachineDirectory directory,
            Consumer<Ip4Address> reservationChanged,
            Consumer<HardwareAddress> machineChanged) {
        this.bucket = bucket;
        this.directory = directory;
        this.reservationChanged = reservationChanged;
        this.machineChanged = machineChanged;
    }

    /// Reads what the bucket holds, and from then on each change.
    ///
    /// @param decisions runs the changes on the decision thread
    public void follow(Executor decisions) {
        bucket.onChange(change -> decisions.execute(() -> take(key(change))));
        decisions.execute(() -> bucket.all().forEach(entry -> take(entry.key())));
    }

    /// Takes the key's present document, or its absence: an older change that comes late does no harm.
    private void take(String key) {
        var before = directory.reservedBy(key);
        var hardware = new HashSet<>(directory.hardwareOf(key));
        bucket.get(key).ifPresentOrElse(this::put, () -> directory.remove(key));
        var after = directory.reservedBy(key);
        if (!before.equals(after)) {
            Stream.of(before, after).flatMap(Optional::stream).forEach(reservationChanged);
        }
        hardware.addAll(directory.hardwareOf(key));
        hardware.forEach(machineChanged);
    }

    private void put(Entry entry) {
        try {
            directory.put(entry.key(), MACHINE.readValue(entry.value()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf(
                    "document machines/%s (revision %d) cannot be used, the last good one stays: %s",
                    entry.key(),
                    entry.revision(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static String key(Change change) {
        return switch (change) {
            case Change.Put put -> put.entry().key();
            case Change.Removed removed -> removed.key();
        };
    }
}
