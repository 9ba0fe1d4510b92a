package io.rackboot.dhcp;

import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Machines as the service finds them on disk when NATS is away (`machines.snapshot`, the format is nats-connector's).
final class MachineSnapshot {
    private static final int MAGIC = 0x52424b56;
    private static final int FORMAT = 1;

    private MachineSnapshot() {}

    /// A machine with a reserved address.
    static MachineDocument machine(String mac, String address) {
        var id = MachineId.ofMac(mac).orElseThrow();
        return new MachineDocument(
                id,
                List.of(id),
                Optional.empty(),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                Optional.of(new Ipv4(address)),
                Optional.empty(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty());
    }

    /// Puts them into a state directory.
    static void write(Path stateDirectory, List<MachineDocument> machines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        out.writeUTF("machines");
        out.writeInt(machines.size());
        for (var machine : machines) {
            var json = Json.mapper().writeValueAsBytes(machine);
            out.writeUTF(machine.id().text());
            out.writeLong(1);
            out.writeLong(0);
            out.writeInt(0);
            out.writeInt(json.length);
            out.write(json);
        }
        var checksum = new CRC32C();
        checksum.update(bytes.toByteArray());
        out.writeLong(checksum.getValue());
        Files.createDirectories(stateDirectory);
        Files.write(stateDirectory.resolve("machines.snapshot"), bytes.toByteArray());
    }
}
