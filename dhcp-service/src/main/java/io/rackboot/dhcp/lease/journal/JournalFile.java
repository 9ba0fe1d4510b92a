package io.rackboot.dhcp.lease.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/// The file of a journal: a header, records, and zeros laid out ahead of them, because syncing data into a file that
/// does not grow takes a tenth of the time.
///
/// ```
/// header    "RBLJ" | format 2 (int) | written as a whole up to (long) | group of the last record therein (long) |
/// CRC-32C
/// ```
///
/// One thread writes. Reading goes through a descriptor of its own, which an interrupt does not close: the thread that
/// reads facts may be anybody's, and an interrupt during an operation on a channel closes the channel for all.
final class JournalFile implements AutoCloseable {
    static final int HEADER = 28;

    private static final int MAGIC = 0x52424c4a;
    private static final int FORMAT = 2;
    private static final int AHEAD = 4 << 20;
    private static final int CHUNK = 1 << 18;

    /// @param wholeUpTo bytes that were there before the file got its name: none of them may be missing
    /// @param group the number of the last group therein
    record Header(long wholeUpTo, long group) {}

    private final FileOpener opener;
    private final FileChannel channel;
    private final RandomAccessFile reader;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Path path;
    private long end;
    private long laidOut;

    private JournalFile(Path path, FileOpener opener, OpenOption... options) throws IOException {
        this.path = path;
        this.opener = opener;
        channel = opener.open(path, options);
        try {
            reader = new RandomAccessFile(path.toFile(), "r");
            end = channel.size();
            laidOut = end;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Makes an empty file whose header is still to be written.
    static JournalFile create(Path path, FileOpener opener) throws IOException {
        var file = new JournalFile(
                path,
                opener,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        file.end = HEADER;
        return file;
    }

    /// Opens a file, its end yet unknown: at its size.
    static JournalFile open(Path path, FileOpener opener) throws IOException {
        return new JournalFile(path, opener, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Makes an empty file in the same directory.
    JournalFile createBeside(Path name) throws IOException {
        return create(name, opener);
    }

    long end() {
        return end;
    }

    long size() throws IOException {
        return channel.size();
    }

    Path path() {
        return path;
    }

    /// Appends without syncing.
    void append(ByteBuffer records) throws IOException {
        var length = records.remaining();
        write(records, end);
        end += length;
    }

    void sync() throws IOException {
        channel.force(false);
    }

    /// Appends and syncs. When it throws, [#cutBack] is due.
    void appendDurably(ByteBuffer records) throws IOException {
        var length = records.remaining();
        layOut(end + length);
        write(records, end);
        channel.force(false);
        end += length;
    }

    /// Takes away whatever stands behind the last record that is known to be good.
    void cutBack() throws IOException {
        channel.truncate(end);
        laidOut = end;
        channel.force(true);
    }

    /// The records end here; zeros may follow.
    void endsAt(long position) {
        end = position;
    }

    /// Takes over the other file's bytes from a place on.
    void appendFrom(JournalFile other, long from) throws IOException {
        for (long at = from; at < other.end; ) {
            at += other.channel.transferTo(at, other.end - at, channel.position(end + at - from));
        }
        end += other.end - from;
    }

    /// Takes a name, from whatever file has it.
    void becomes(Path name) throws IOException {
        Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
        path = name;
    }

    /// Writes the header and syncs all there is.
    void seal(Header header) throws IOException {
        var bytes = ByteBuffer.allocate(HEADER)
                .putInt(MAGIC)
                .putInt(FORMAT)
                .putLong(header.wholeUpTo())
                .putLong(header.group());
        write(bytes.putInt(checksum(bytes)).flip(), 0);
        channel.force(true);
    }

    /// {@return the header}
    ///
    /// @throws IOException naming what is wrong with it
    Header header() throws IOException {
        if (channel.size() < HEADER) {
            throw new IOException("it ends within its header, at byte " + channel.size());
        }
        var bytes = read(0, HEADER);
        if (bytes.getInt() != MAGIC) {
            throw new IOException("it is no lease journal");
        }
        var format = bytes.getInt();
        if (format != FORMAT) {
            throw new IOException("it is of format " + format + ", this program knows format " + FORMAT);
        }
        var header = new Header(bytes.getLong(), bytes.getLong());
        if (bytes.getInt() != checksum(bytes)) {
            throw new IOException("its header is damaged (bytes 0 to " + HEADER + ")");
        }
        return header;
    }

    /// {@return bytes that are there}
    ByteBuffer read(long position, int length) throws IOException {
        var bytes = new byte[length];
        reading.lock();
        try {
            reader.seek(position);
            reader.readFully(bytes);
        } catch (EOFException _) {
            throw new IOException(path + " ends before byte " + (position + length));
        } finally {
            reading.unlock();
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            channel.close();
        }
    }

    private static int checksum(ByteBuffer header) {
        var crc = new CRC32C();
        crc.update(header.array(), 0, HEADER - 4);
        return (int) crc.getValue();
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    /// Only an advantage: where the disk has no room for it, records are written without.
    private void layOut(long needed) throws IOException {
        if (needed <= laidOut) {
            return;
        }
        var before = Math.max(laidOut, end);
        try {
            var zeros = ByteBuffer.allocate(CHUNK);
            for (long at = before; at < needed + AHEAD; at += CHUNK) {
                write(zeros.clear(), at);
                laidOut = at + CHUNK;
            }
            channel.force(true);
        } catch (IOException _) {
            channel.truncate(before);
            laidOut = before;
        }
    }
}
