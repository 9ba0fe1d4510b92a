package io.rackboot.image.build;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// nfs-ganesha on a free port of the loopback: one directory, NFS 4 only, as `/root`.
final class NfsServer implements AutoCloseable {
    private final int port;
    private final Process process;

    NfsServer(Path work, Path export) throws IOException, InterruptedException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var configuration = Files.writeString(work.resolve("ganesha.conf"), """
                NFS_CORE_PARAM { Protocols = 4; NFS_Port = %d; Bind_addr = 127.0.0.1; Enable_NLM = false; Enable_RQUOTA = false; }
                NFSv4 { Graceless = true; RecoveryBackend = fs; RecoveryRoot = %s/recovery; Minor_Versions = 0, 1, 2; }
                EXPORT { Export_Id = 1; Path = %s; Pseudo = /root; Access_Type = RO; Squash = No_Root_Squash;
                  Protocols = 4; Transports = TCP; SecType = sys; FSAL { Name = VFS; } }
                """.formatted(port, work, export));
        Files.createDirectory(work.resolve("recovery"));
        process = new ProcessBuilder(
                        "ganesha.nfsd",
                        "-F",
                        "-f",
                        configuration.toString(),
                        "-L",
                        work + "/ganesha.log",
                        "-p",
                        work + "/ganesha.pid")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("ganesha.out").toFile())
                .start();
        var deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!answers()) {
            if (Instant.now().isAfter(deadline) || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nfs-ganesha did not start: " + Files.readString(work.resolve("ganesha.log")));
            }
        }
    }

    int port() {
        return port;
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
