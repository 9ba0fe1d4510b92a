package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// A disk that somebody watches: who is told before each operation, and may have it fail.
final class WatchedDisk implements FileOpener {
    enum Operation {
        OPEN,
        WRITE,
        TRUNCATE,
        FORCE
    }

    /// The one who watches.
    @FunctionalInterface
    interface Watcher {
        /// @throws IOException to have the operation fail
        void before(Operation operation, Path path) throws IOException;
    }

    private volatile Watcher watcher = (_, _) -> {};

    void watch(Watcher by) {
        watcher = by;
    }

    void leave() {
        watch((_, _) -> {});
    }

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        watcher.before(Operation.OPEN, path);
        return new Watched(FileChannel.open(path, options), path);
    }

    private final class Watched extends ForwardingChannel {
        private final Path path;

        Watched(FileChannel to, Path path) {
            super(to);
            this.path = path;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            watcher.before(Operation.WRITE, path);
            return super.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            watcher.before(Operation.WRITE, path);
            return super.write(source, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            watcher.before(Operation.TRUNCATE, path);
            return super.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            watcher.before(Operation.FORCE, path);
            super.force(metaData);
        }
    }
}
