package io.rackboot.image.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Opens contents for reading, exactly as many bytes as they say.
public final class ContentReader {
    private static final int MAXIMUM_TEXT = 16 << 20;
    private static final int COMPARED = 1 << 16;

    private ContentReader() {}

    /// Opens a content. Reading ends in a [RefusedSourceException] where a source file is no longer what was seen when
    /// its directory was read: its bytes would not be one version of it.
    public static InputStream open(Content content) throws IOException {
        return switch (content) {
            case Content.Bytes(var bytes) -> new ByteArrayInputStream(bytes);
            case Content.Region(var file, var offset, var size) -> new Part(file, offset, size) {};
            case Content.SourceFile source -> {
                requireUnchanged(source);
                yield new Part(source.file(), 0, source.size()) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        requireUnchanged(source);
                    }
                };
            }
        };
    }

    /// {@return a small content as text}
    ///
    /// @throws RefusedSourceException for more than 16 MiB
    public static String text(Content content) throws IOException {
        if (content.size() > MAXIMUM_TEXT) {
            throw new RefusedSourceException("a text of " + content.size() + " bytes; at most " + MAXIMUM_TEXT);
        }
        try (var in = open(content)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// {@return whether two contents are the same bytes}
    public static boolean equal(Content one, Content other) throws IOException {
        if (one.size() != other.size()) {
            return false;
        }
        try (var a = open(one);
                var b = open(other)) {
            var left = new byte[COMPARED];
            var right = new byte[COMPARED];
            while (true) {
                var count = a.readNBytes(left, 0, COMPARED);
                if (b.readNBytes(right, 0, COMPARED) != count || !Arrays.equals(left, right)) {
                    return false;
                }
                if (count == 0) {
                    return true;
                }
            }
        }
    }

    private static void requireUnchanged(Content.SourceFile source) throws IOException {
        var file = source.file();
        if (Files.size(file) != source.size()
                || !Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).equals(source.modified())) {
            throw new RefusedSourceException(file + ": changed while the image was built");
        }
    }

    private abstract static class Part extends BlockInput {
        private final Path file;
        private final FileChannel channel;
        private long position;
        private long left;

        Part(Path file, long offset, long size) throws IOException {
            this.file = file;
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            position = offset;
            left = size;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)), position);
            if (count < 0) {
                throw new RefusedSourceException(file + ": became shorter while the image was built");
            }
            position += count;
            left -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
