package io.rackboot.tftp;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.tftp.files.FileSource;
import io.rackboot.tftp.files.RootDirectory;
import io.rackboot.tftp.transfer.Intake;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Builds the server from the configuration when the application starts, and takes it down when it stops.
@ApplicationScoped
class TftpApplication {
    private static final Logger LOG = Logger.getLogger(TftpApplication.class);
    /// After the channels are up; before they go down.
    private static final int LATE = 5000;

    private static final int EARLY = 1;

    private final TftpConfig config;
    private final Machines machines;
    private final Facts facts;
    private final TftpMetrics metrics;
    private volatile Optional<Running> running = Optional.empty();

    private record Running(Settings settings, TftpServer server, Listener listener) {}

    TftpApplication(TftpConfig config, Machines machines, Facts facts, TftpMetrics metrics) {
        this.config = config;
        this.machines = machines;
        this.facts = facts;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        var settings = Settings.of(config);
        var intake = new Intake();
        var files = new FileSource(new RootDirectory(settings.root()), settings.bootServer());
        var journal = new BootJournal(settings.rack(), machines, facts, metrics);
        var server = new TftpServer(settings, files, journal, intake);
        metrics.show(intake, server::active);
        var listener = Listener.start(settings.listen(), intake, server::accept);
        running = Optional.of(new Running(settings, server, listener));
        LOG.infof(
                "TFTP on %s port %d: files of %s, then of %s",
                settings.listen().getHostString(),
                listener.address().getPort(),
                settings.root(),
                settings.bootServer().base());
        if (!Files.exists(settings.root())) {
            LOG.warnf("tftp.root %s does not exist: every file is asked of the boot server", settings.root());
        }
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) throws InterruptedException {
        if (running.isPresent()) {
            running.get().listener().close();
            running.get().server().stop(running.get().settings().shutdownGrace());
        }
    }

    /// {@return whether requests are taken}
    boolean listening() {
        return running.map(Running::listener).filter(Listener::listening).isPresent();
    }

    /// {@return where, once the server has started}
    Optional<InetSocketAddress> address() {
        return running.map(Running::listener).map(Listener::address);
    }

    /// {@return requests being served}
    int active() {
        return running.map(Running::server).map(TftpServer::active).orElse(0);
    }
}
