package io.rackboot.image.boottest;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.process.Watch;
import io.rackboot.image.store.JobSpace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The NFS server of one trial: nfs-ganesha with the image's root, read-only, on a port of the loopback.
final class TrialNfs implements AutoCloseable {
    static final String PROGRAM = "ganesha.nfsd";
    static final String PACKAGES = "nfs-ganesha, nfs-ganesha-vfs";

    private static final String ROOT = "nfs";
    private static final long SECONDS = 30;
    /// It opens files by their handles and reads them as root; nothing else of root's power.
    private static final String BOUNDS = "--bounding-set=-all,+dac_read_search,+dac_override,+setuid,+setgid";

    private final int port;
    private final CompletableFuture<Boolean> answers = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean over;

    private TrialNfs(int port) {
        this.port = port;
    }

    /// Unpacks a root, which none but root can look into, and serves it.
    ///
    /// @param archive the root as a tar archive
    /// @throws IOException where the server does not start
    static TrialNfs start(JobSpace space, Path archive) throws IOException {
        var root = space.path(ROOT).resolve("root");
        Watch room = () -> space.free().require(0, "the root that an NFS server is to have");
        if (!Files.exists(root)) {
            Files.setPosixFilePermissions(space.createDirectory(ROOT), PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(root);
            new ProgramRunner(_ -> {}, room).run(Program.of("tar, zstd", unpacking(archive, root)));
        }
        var nfs = new TrialNfs(freePort());
        var program = Program.of(PACKAGES, serving(space.path(ROOT), nfs.port));
        Thread.ofVirtual().name("nfs of a boot test").start(() -> nfs.run(program));
        nfs.awaitAnswer();
        return nfs;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    private static List<String> unpacking(Path archive, Path root) {
        return List.of(
                "tar",
                "--extract",
                "--file=" + archive,
                "--directory=" + root,
                "--same-permissions",
                "--same-owner",
                "--numeric-owner",
                "--xattrs",
                "--xattrs-include=*");
    }

    private static List<String> serving(Path directory, int port) throws IOException {
        var configuration = Files.writeString(directory.resolve("ganesha.conf"), """
                NFS_CORE_PARAM { Protocols = 4; NFS_Port = %d; Bind_addr = 127.0.0.1; Enable_NLM = false; Enable_RQUOTA = false; }
                NFSv4 { Graceless = true; RecoveryBackend = fs; RecoveryRoot = "%s"; Minor_Versions = 0, 1, 2; }
                EXPORT { Export_Id = 1; Path = "%s"; Pseudo = /root; Access_Type = RO; Squash = No_Root_Squash;
                  Protocols = 4; Transports = TCP; SecType = sys; FSAL { Name = VFS; } }
                """.formatted(
                        port,
                        Files.createDirectories(directory.resolve("recovery")),
                        directory.resolve("root").toRealPath()));
        return List.of(
                "setpriv",
                "--no-new-privs",
                BOUNDS,
                "--",
                PROGRAM,
                "-F",
                "-f",
                configuration.toString(),
                "-L",
                "/dev/stderr",
                "-p",
                directory.resolve("ganesha.pid").toString());
    }

    private void run(Program program) {
        try {
            new ProgramRunner(_ -> {}, this::look).run(program);
            answers.completeExceptionally(new IOException(PROGRAM + " stopped by itself"));
        } catch (IOException e) {
            answers.completeExceptionally(e);
        } finally {
            ended.complete(true);
        }
    }

    private void look() throws IOException {
        if (over) {
            throw new TrialOverException();
        }
        if (!answers.isDone() && listens()) {
            answers.complete(true);
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private void awaitAnswer() throws IOException {
        try {
            answers.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the NFS server of a boot test does not start: "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            close();
            throw new IOException("the NFS server of a boot test does not answer within " + SECONDS + " s", e);
        } catch (InterruptedException _) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a boot test began");
        }
    }

    /// Ends it, and waits until it is gone.
    @Override
    public void close() {
        over = true;
        var interrupted = Thread.interrupted();
        while (!ended.isDone()) {
            try {
                ended.get();
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
