package io.rackboot.tftp.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.Set;

/// A directory whose regular files are served and which no name leads out of.
///
/// Symbolic links are followed as long as they end inside. The file's real path is found first and must lie below the
/// root; then it is opened from the root's descriptor segment by segment, following no link at all, so that nothing
/// that is swapped in meanwhile is opened either.
public final class RootDirectory {
    private final Path root;
    private final DigestCache digests = new DigestCache();

    /// @param root need not exist: as long as it does not, no file is found
    public RootDirectory(Path root) {
        this.root = root;
    }

    /// {@return the directory}
    public Path path() {
        return root;
    }

    /// Opens the file of that path below the root; the machine's directory is no part of it.
    public Lookup open(RequestedPath requested) {
        try {
            var realRoot = root.toRealPath();
            var real = realRoot.resolve(String.join("/", requested.segments())).toRealPath();
            return real.startsWith(realRoot)
                    ? open(realRoot, realRoot.relativize(real), requested)
                    : new Lookup.Refused(
                            Reason.OUTSIDE_ROOT, "a symbolic link leads out of " + root + ": " + requested.text());
        } catch (NoSuchFileException | NotDirectoryException _) {
            return missing(requested);
        } catch (AccessDeniedException e) {
            return new Lookup.Refused(
                    Reason.NOT_READABLE,
                    "no permission to read " + e.getFile() + ": make it readable for this service");
        } catch (IOException e) {
            return unreadable(e, requested);
        }
    }

    /// A file where a directory was expected has no exception of its own everywhere.
    private static Lookup unreadable(IOException e, RequestedPath requested) {
        var message = String.valueOf(e.getMessage());
        return message.endsWith("Not a directory") || message.endsWith("File name too long")
                ? missing(requested)
                : new Lookup.Refused(Reason.NOT_READABLE, "cannot open " + requested.text() + ": " + message);
    }

    private static Lookup missing(RequestedPath requested) {
        return new Lookup.Refused(Reason.NOT_FOUND, "no such file: " + requested.text());
    }

    private Lookup open(Path realRoot, Path relative, RequestedPath requested) throws IOException {
        var directory = secure(realRoot);
        try {
            for (var segment : relative.getParent() == null ? Set.<Path>of() : relative.getParent()) {
                var outer = directory;
                try (outer) {
                    directory = outer.newDirectoryStream(segment, NOFOLLOW_LINKS);
                }
            }
            return open(directory, realRoot.resolve(relative), requested);
        } finally {
            directory.close();
        }
    }

    private static SecureDirectoryStream<Path> secure(Path directory) throws IOException {
        var stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this platform cannot open files relative to a directory");
    }

    private Lookup open(SecureDirectoryStream<Path> directory, Path file, RequestedPath requested) throws IOException {
        var name = file.getFileName();
        var attributes = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
        if (attributes.isDirectory()) {
            return missing(requested);
        }
        if (!attributes.isRegularFile()) {
            // Opening a pipe or a device could hang, or do something.
            return new Lookup.Refused(Reason.NOT_READABLE, "not a regular file: " + requested.text());
        }
        var channel = directory.newByteChannel(name, Set.of(READ, NOFOLLOW_LINKS));
        return new Lookup.Found(openFile(channel, file, attributes, requested));
    }

    private OpenFile openFile(
            SeekableByteChannel channel, Path file, BasicFileAttributes attributes, RequestedPath requested) {
        var version = DigestCache.Version.of(file, attributes);
        var size = OptionalLong.of(attributes.size());
        var bytes = digests.get(version)
                .map(sha256 -> MeasuredChannel.known(channel, size, sha256))
                .orElseGet(() -> MeasuredChannel.digesting(channel, size, sha256 -> digests.put(version, sha256)));
        return new OpenFile(bytes, size, NameTable.role(requested));
    }
}
