package io.rackboot.image.kernel;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a module says of itself: the section `.modinfo` of its ELF file, texts such as `depends=mii,libphy`.
///
/// @param texts all of them
public record ModuleInfo(List<String> texts) {
    private static final int MAGIC = 0x7F454C46;
    private static final byte ELF_64 = 2;
    private static final byte LITTLE_ENDIAN = 1;
    private static final int MAXIMUM_SECTIONS = 1 << 16;

    public ModuleInfo {
        texts = List.copyOf(texts);
    }

    /// {@return what a module says, or empty for a file that is none, or is damaged}
    public static Optional<ModuleInfo> of(byte[] file) {
        try {
            var elf = ByteBuffer.wrap(file);
            if (elf.getInt(0) != MAGIC || file[4] != ELF_64 || file[5] != LITTLE_ENDIAN) {
                return Optional.empty();
            }
            return section(elf.order(ByteOrder.LITTLE_ENDIAN)).map(ModuleInfo::of);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<ByteBuffer> section(ByteBuffer elf) {
        var offset = elf.getLong(40);
        if (offset < 0 || offset > elf.capacity()) {
            throw new IndexOutOfBoundsException();
        }
        var table = (int) offset;
        var entry = elf.getShort(58) & 0xFFFF;
        var count = Math.min(elf.getShort(60) & 0xFFFF, MAXIMUM_SECTIONS);
        var names = content(elf, table + entry * (elf.getShort(62) & 0xFFFF));
        for (var i = 0; i < count; i++) {
            var header = table + i * entry;
            if (text(names, elf.getInt(header)).equals(".modinfo")) {
                return Optional.of(content(elf, header));
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer content(ByteBuffer elf, int header) {
        var offset = elf.getLong(header + 24);
        var size = elf.getLong(header + 32);
        if (offset < 0 || size < 0 || offset > elf.capacity() || size > elf.capacity() - offset) {
            throw new IndexOutOfBoundsException();
        }
        return elf.slice((int) offset, (int) size);
    }

    private static String text(ByteBuffer texts, int from) {
        var end = from;
        while (texts.get(end) != 0) {
            end++;
        }
        var bytes = new byte[end - from];
        texts.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static ModuleInfo of(ByteBuffer section) {
        var bytes = new byte[section.capacity()];
        section.get(0, bytes);
        var texts = new ArrayList<String>();
        for (var text : new String(bytes, StandardCharsets.ISO_8859_1).split("\0")) {
            if (text.indexOf('=') > 0 && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                texts.add(text);
            }
        }
        return new ModuleInfo(texts);
    }

    /// {@return the values of a key, such as `alias`}
    public List<String> values(String key) {
        var start = key + "=";
        return texts.stream()
                .filter(text -> text.startsWith(start))
                .map(text -> text.substring(start.length()))
                .toList();
    }

    /// {@return names of the modules it cannot do without}
    List<String> depends() {
        return values("depends").stream()
                .flatMap(list -> List.of(list.split(",")).stream())
                .filter(name -> !name.isEmpty())
                .map(ModuleDirectory::normal)
                .toList();
    }

    /// {@return the release of the kernel it was built for}
    Optional<String> release() {
        return values("vermagic").stream().map(text -> text.split(" ")[0]).findFirst();
    }
}
