package io.rackboot.tftp;

import io.rackboot.events.Rack;
import io.rackboot.tftp.files.BootServer;
import io.rackboot.tftp.files.FileSource;
import io.rackboot.tftp.files.OpenFile;
import io.rackboot.tftp.files.RequestedPath;
import io.rackboot.tftp.files.RootDirectory;
import io.rackboot.tftp.transfer.Intake;
import io.rackboot.tftp.transfer.Limits;
import io.rackboot.tftp.transfer.TransferReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The server without Quarkus, on a free port of the loopback interface; it remembers what its journal was told.
final class TestServer implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// One transfer that ended.
    record Ended(RequestedPath path, TransferReport report, Optional<String> sha256) {}

    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final List<Denial> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Intake intake = new Intake();
    private final TftpServer server;
    private final Listener listener;

    private TestServer(Settings settings) {
        var files = new FileSource(new RootDirectory(settings.root()), settings.bootServer());
        this.server = new TftpServer(settings, files, new Recorder(), intake);
        this.listener = Listener.start(settings.listen(), intake, server::accept);
    }

    static TestServer start(Path root) {
        return start(settings(root, "127.0.0.1"));
    }

    static TestServer start(Settings settings) {
        return new TestServer(settings);
    }

    /// Settings that no test has to wait for; nothing listens at the boot server's port.
    static Settings settings(Path root, String address) {
        return new Settings(
                new Rack("r1"),
                root,
                root,
                new InetSocketAddress(InetAddress.ofLiteral(address), 0),
                new BootServer(URI.create("http://127.0.0.1:9"), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new Limits(65464, 64),
                1 << 24,
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, port());
    }

    int port() {
        return listener.address().getPort();
    }

    List<Ended> ended() {
        return ended;
    }

    List<Denial> refused() {
        return refused;
    }

    int repeated() {
        return repeated.get();
    }

    Intake intake() {
        return intake;
    }

    TftpServer server() {
        return server;
    }

    @Override
    public void close() {
        listener.close();
        try {
            server.stop(Duration.ofMillis(100));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Recorder implements Journal {
        @Override
        public void ended(Arrival arrival, RequestedPath path, OpenFile file, TransferReport report) {
            ended.add(new Ended(path, report, file.sha256()));
        }

        @Override
        public void refused(Arrival arrival, Denial denial) {
            refused.add(denial);
        }

        @Override
        public void repeated(Arrival arrival) {
            repeated.incrementAndGet();
        }
    }
}
