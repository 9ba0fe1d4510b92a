package io.rackboot.image.efi;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A unified kernel image: systemd's stub, and behind it in sections of its own the kernel, its command line and the
/// initrd. One file that firmware starts and that one signature covers. Equal parts give equal bytes.
public final class UnifiedKernel {
    private static final int INITIALIZED_READABLE = 0x40000040;
    private static final long LARGEST = 0x7FFF_FFFFL;

    private final EfiStub stub;
    private final List<Section> sections = new ArrayList<>();

    private record Section(String name, Content content) {}

    /// Reads the stub.
    ///
    /// @throws RefusedSourceException for another file
    public UnifiedKernel(Path stubFile) throws IOException {
        stub = EfiStub.read(stubFile);
    }

    /// {@return the name under which firmware looks for it on removable media}
    public String bootName() throws RefusedSourceException {
        return stub.bootName();
    }

    /// Adds a section, such as `.linux`.
    public UnifiedKernel with(String name, Content content) {
        sections.add(new Section(name, content));
        return this;
    }

    /// Writes it.
    ///
    /// @param out not closed
    /// @param progress told the bytes of sections
    /// @throws RefusedSourceException where firmware could not load it
    public void write(OutputStream out, ByteProgress progress) throws IOException {
        if (stub.room() < sections.size()) {
            throw new RefusedSourceException("the EFI stub has no room for " + sections.size() + " sections");
        }
        var head = Arrays.copyOf(stub.bytes(), stub.contentEnd());
        var in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        var address = aligned(stub.end(), stub.sectionAlignment());
        var position = aligned(head.length, stub.fileAlignment());
        for (var i = 0; i < sections.size(); i++) {
            var section = sections.get(i);
            var size = section.content().size();
            if (address + size > LARGEST) {
                throw new RefusedSourceException("a unified kernel image of 2 GiB or more, which no firmware loads");
            }
            in.position(stub.tableEnd(stub.sections() + i));
            var name = ByteBuffer.allocate(8).put(section.name().getBytes(StandardCharsets.US_ASCII));
            in.put(name.clear()).putInt((int) size).putInt((int) address);
            in.putInt((int) aligned(size, stub.fileAlignment())).putInt((int) position);
            in.putLong(0).putInt(0).putInt(INITIALIZED_READABLE);
            address = aligned(address + size, stub.sectionAlignment());
            position += aligned(size, stub.fileAlignment());
        }
        in.putShort(stub.header() + 2, (short) (stub.sections() + sections.size()));
        in.putLong(stub.header() + 8, 0); // no symbols
        in.putInt(stub.optional() + 56, (int) address);
        in.putInt(stub.optional() + 64, 0); // the checksum, which firmware does not look at
        out.write(head);
        pad(out, head.length);
        for (var section : sections) {
            copy(section, out, progress);
        }
    }

    private void copy(Section section, OutputStream out, ByteProgress progress) throws IOException {
        var buffer = new byte[1 << 16];
        var left = section.content().size();
        try (var in = ContentReader.open(section.content())) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                left -= count;
                progress.advance(count);
            }
        }
        if (left != 0) {
            throw new IOException(section.name() + " changed while it was read");
        }
        pad(out, section.content().size());
    }

    private void pad(OutputStream out, long size) throws IOException {
        out.write(new byte[(int) (aligned(size, stub.fileAlignment()) - size)]);
    }

    private static long aligned(long value, int alignment) {
        return (value + alignment - 1) / alignment * alignment;
    }
}
