package io.rackboot.image.tree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Reads a directory as a tree: no symbolic link followed, no other file system entered, sockets left out.
public final class DirectoryReader {
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int BLOCK = 0060000;
    private static final int CHARACTER = 0020000;
    private static final int FIFO = 0010000;

    private record Pending(Path directory, TreePath path) {}

    private final Owners owners;
    private final TreeLimits limits;
    private final Reserved reserved;
    private final Map<FileStatus.Identity, Path> refused = new HashMap<>();
    private final Consumer<String> log;
    private final Map<FileStatus.Identity, Node.RegularFile> linked = new HashMap<>();
    private final Tree tree = new Tree();
    private final ByteProgress progress;
    private long bytes;

    /// @param reserved what no image may hold
    /// @param log takes a line for each entry that is left out or emptied
    /// @param progress asked at each directory whether to go on
    public DirectoryReader(
            Owners owners, TreeLimits limits, Reserved reserved, Consumer<String> log, ByteProgress progress) {
        this.reserved = reserved;
        this.progress = progress;
        this.owners = owners;
        this.limits = limits;
        this.log = log;
    }

    /// {@return the directory's tree; contents are read later, when the tree is packed}
    ///
    /// @throws RefusedSourceException for an entry that no image can hold, or one beyond the limits
    /// @throws IOException for an entry that cannot be read
    public Tree read(Path directory) throws IOException {
        refused.putAll(reserved.identities());
        var root = directory.toRealPath();
        var device = FileStatus.of(root).device();
        Deque<Pending> pending = new ArrayDeque<>();
        pending.push(new Pending(root, TreePath.ROOT));
        while (!pending.isEmpty()) {
            var next = pending.pop();
            progress.advance(0);
            try (var entries = Files.newDirectoryStream(next.directory())) {
                for (var entry : entries) {
                    var path = next.path().child(RawName.of(entry.getFileName()));
                    var status = FileStatus.of(entry);
                    add(path, entry, status);
                    if (status.type() == DIRECTORY) {
                        if (status.device() == device) {
                            pending.push(new Pending(entry, path));
                        } else {
                            log.accept(path + ": another file system is mounted there; taken as an empty directory");
                        }
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return tree;
    }

    private void add(TreePath path, Path file, FileStatus status) throws IOException {
        var attributes = attributes(status);
        limits.requireName(path);
        if (refused.containsKey(status.identity())) {
            throw new RefusedSourceException(path + ": is " + refused.get(status.identity())
                    + ", a file of the service itself, which never becomes part of an image");
        }
        switch (status.type()) {
            case DIRECTORY -> tree.put(path, new Node.Directory(attributes));
            case REGULAR -> tree.put(path, regular(path, file, status, attributes));
            case LINK -> {
                var target = RawName.of(Files.readSymbolicLink(file));
                limits.requireTarget(path, target);
                tree.put(path, new Node.SymbolicLink(attributes, target));
            }
            case BLOCK -> tree.put(path, device(attributes, DeviceKind.BLOCK, status));
            case CHARACTER -> tree.put(path, device(attributes, DeviceKind.CHARACTER, status));
            case FIFO -> tree.put(path, new Node.Fifo(attributes));
            default -> log.accept(path + ": a socket; left out");
        }
        limits.requireMemory(path, tree);
    }

    private Node.RegularFile regular(TreePath path, Path file, FileStatus status, Attributes attributes)
            throws RefusedSourceException {
        if (status.links() > 1) {
            var inode = status.identity();
            var first = linked.get(inode);
            if (first != null) {
                return first;
            }
            var made = counted(path, file, status, attributes);
            linked.put(inode, made);
            return made;
        }
        return counted(path, file, status, attributes);
    }

    private Node.RegularFile counted(TreePath path, Path file, FileStatus status, Attributes attributes)
            throws RefusedSourceException {
        bytes += status.size();
        limits.requireBytes(path, bytes);
        return Node.file(attributes, Content.SourceFile.of(file, status));
    }

    private Attributes attributes(FileStatus status) {
        var permissions = status.mode() & Attributes.PERMISSION_BITS;
        return switch (owners) {
            case KEPT -> new Attributes(permissions, status.uid(), status.gid());
            case ROOT -> Attributes.root(permissions);
        };
    }

    private static Node device(Attributes attributes, DeviceKind kind, FileStatus status) {
        return new Node.Device(attributes, kind, status.major(), status.minor());
    }
}
