package io.rackboot.nats.bucket;

import io.rackboot.nats.Entry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// A bucket's values on disk, replaced as a whole: after a crash the file is the old one or the new one.
///
/// ```
/// magic "RBKV" | format 1 (int) | bucket (UTF) | count (int)
/// count x: key (UTF) | revision (long) | seconds (long) | nanos (int) | length (int) | value
/// CRC-32C of all before (long)
/// ```
final class SnapshotFile {
    private static final int MAGIC = 0x52424b56;
    private static final int FORMAT = 1;

    private final Path file;
    private final String bucket;

    SnapshotFile(Path file, String bucket) {
        this.file = file.toAbsolutePath();
        this.bucket = bucket;
    }

    /// What a look at the file came to.
    sealed interface Loaded {
        record Values(List<Entry> entries) implements Loaded {}

        record Missing() implements Loaded {}

        record Unusable(String reason) implements Loaded {}
    }

    Path file() {
        return file;
    }

    Loaded load() {
        try (var raw = Files.newInputStream(file)) {
            var checked = new CheckedInputStream(new BufferedInputStream(raw, 1 << 16), new CRC32C());
            return new Loaded.Values(read(new DataInputStream(checked), checked));
        } catch (NoSuchFileException _) {
            return new Loaded.Missing();
        } catch (IOException | DateTimeException e) {
            return new Loaded.Unusable(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    void store(Collection<Entry> entries) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (var raw = new FileOutputStream(temporary.toFile())) {
            var checked = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
            var out = new DataOutputStream(checked);
            write(entries, out);
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
            raw.getFD().sync();
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true); // the new name, too, is there after a power cut
        }
    }

    private void write(Collection<Entry> entries, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        out.writeUTF(bucket);
        out.writeInt(entries.size());
        for (var entry : entries) {
            out.writeUTF(entry.key());
            out.writeLong(entry.revision());
            out.writeLong(entry.created().getEpochSecond());
            out.writeInt(entry.created().getNano());
            out.writeInt(entry.value().length);
            out.write(entry.value());
        }
        out.flush();
    }

    private List<Entry> read(DataInputStream in, CheckedInputStream checked) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
            throw new IOException("not a snapshot of format " + FORMAT);
        }
        var owner = in.readUTF();
        if (!owner.equals(bucket)) {
            throw new IOException("it is of bucket '" + owner + "'");
        }
        var count = in.readInt();
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < count; i++) {
            entries.add(entry(in));
        }
        var sum = checked.getChecksum().getValue();
        if (in.readLong() != sum) {
            throw new IOException("its checksum is wrong");
        }
        return List.copyOf(entries);
    }

    private static Entry entry(DataInputStream in) throws IOException {
        var key = in.readUTF();
        var revision = in.readLong();
        var created = Instant.ofEpochSecond(in.readLong(), in.readInt());
        var length = in.readInt();
        var value = in.readNBytes(Math.max(length, 0));
        if (value.length != length) {
            throw new IOException("it is cut off");
        }
        return new Entry(key, value, revision, created);
    }
}
