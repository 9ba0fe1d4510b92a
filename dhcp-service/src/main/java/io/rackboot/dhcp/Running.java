package io.rackboot.dhcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.dhcp.document.LeasePublisher;
import io.rackboot.dhcp.document.MachineDirectory;
import io.rackboot.dhcp.document.MachineReader;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.fact.FactChannel;
import io.rackboot.dhcp.fact.Outbox;
import io.rackboot.dhcp.fact.OutboxPublisher;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.journal.Commit;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.lease.journal.LeaseJournal;
import io.rackboot.dhcp.lease.journal.Opened;
import io.rackboot.dhcp.lease.journal.Pending;
import io.rackboot.dhcp.reply.BootChoice;
import io.rackboot.dhcp.reply.BootServer;
import io.rackboot.dhcp.reply.Decider;
import io.rackboot.dhcp.reply.ProxyServer;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.server.AddressProbes;
import io.rackboot.dhcp.server.Commits;
import io.rackboot.dhcp.server.DecisionThread;
import io.rackboot.dhcp.server.DhcpServer;
import io.rackboot.dhcp.server.Drop;
import io.rackboot.dhcp.server.ProbeMeters;
import io.rackboot.dhcp.server.ServerMeters;
import io.rackboot.dhcp.socket.ServedInterfaces;
import io.rackboot.dhcp.socket.SocketThread;
import io.rackboot.events.Buckets;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The parts of the running service, put together.
///
/// ```
///   sockets -> server -> decisions -> commits -> journal --> facts     -> NATS, stream BOOT
///                            ^                          \--> documents -> NATS, bucket leases
///                            +---- machines <- NATS, bucket machines
/// ```
record Running(
        LeaseJournal journal,
        LeaseTable table,
        MachineDirectory machines,
        List<Replica> replicas,
        SocketThread thread,
        DecisionThread decisions,
        Commits commits,
        BootStory story,
        DhcpServer server,
        LeasePublisher documents,
        OutboxPublisher facts,
        ServedInterfaces interfaces,
        BesideDhcp beside,
        ScheduledExecutorService clock)
        implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Running.class);
    private static final int PATIENCE_SECONDS = 10;

    /// Opens the journal, then the rest, the sockets last.
    ///
    /// @throws IllegalStateException where the journal cannot be used, naming file and place
    static Running start(Settings settings, Nats nats, FactChannel channel, MeterRegistry registry) {
        var meters = new ServerMeters(registry);
        var opened = open(settings);
        var journal = opened.journal();
        var machines = new MachineDirectory(settings.rack());
        var table = new LeaseTable(settings.subnets(), machines, opened.leases());
        var thread = SocketThread.start();
        var decisions = new DecisionThread(thread);

        var machineBucket = replica(nats, settings, Buckets.MACHINES);
        new MachineReader(machineBucket, machines, table::reservationChanged, table::machineChanged)
                .follow(decisions::run);

        var documents = LeasePublisher.start(
                nats, nats.keyValue(BucketDefinition.of(Buckets.LEASES)), settings.rack(), table, machines);
        var facts = OutboxPublisher.start(outbox(journal), channel);
        journal.onPending(facts::wake);
        nats.whenConnected(facts::wake);

        var commits = new Commits(table, log(journal), decisions, meters, documents::changed);
        var story = new BootStory(settings.rack(), settings.subnets(), machines);
        var probes = new AddressProbes(
                table, machines, story, commits, decisions, new ProbeMeters(registry), InstantSource.system());
        var server = new DhcpServer(
                decider(settings, story, table, machines),
                table,
                story,
                commits,
                decisions,
                meters,
                probes,
                InstantSource.system());
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("dhcp-clock").daemon().factory());
        clock.scheduleWithFixedDelay(server::tick, 0, 1, TimeUnit.SECONDS);
        clock.scheduleWithFixedDelay(probes::tick, 0, 1, TimeUnit.SECONDS);
        var interfaces =
                ServedInterfaces.serve(settings.sockets(), thread, server::take, () -> meters.dropped(Drop.NOT_SENT));
        return new Running(
                journal,
                table,
                machines,
                List.of(machineBucket),
                thread,
                decisions,
                commits,
                story,
                server,
                documents,
                facts,
                interfaces,
                BesideDhcp.start(settings, interfaces, machines, table, probes, registry),
                clock);
    }

    private static Decider decider(Settings settings, BootStory story, LeaseTable table, MachineDirectory machines) {
        var boot = new BootChoice(settings.boot(), settings.loopGuard() ? story.recentBoots() : RecentBoots.NONE);
        Decider decider = switch (settings.mode()) {
            case SERVER ->
                new Responder(
                        settings.networks(),
                        settings.conduct(),
                        settings.extensions(),
                        boot,
                        settings.parameters(),
                        table,
                        machines);
            case PROXY -> new ProxyServer(boot, settings.proxyOffer(), machines);
        };
        return new BootServer(boot, machines).before(decider);
    }

    /// Goes over to other settings, of which nothing is fixed that [Settings#changedForGood] knows: first to the rules,
    /// then to the interfaces, so that each is served by its own. Leases and offers stay; requests are answered
    /// meanwhile.
    ///
    /// @throws java.util.concurrent.CompletionException when the service is stopping
    /// @throws java.util.concurrent.RejectedExecutionException likewise
    void serve(Settings settings) {
        server.serve(settings.subnets(), decider(settings, story, table, machines))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        interfaces
                .change(settings.sockets())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        beside.serve(settings);
    }

    private static Opened.Ready open(Settings settings) {
        return switch (LeaseJournal.open(settings.stateDirectory().resolve("leases"))) {
            case Opened.Ready ready -> {
                ready.notes().forEach(LOG::warn);
                yield ready;
            }
            case Opened.Refused(var reason) ->
                throw new IllegalStateException("the leases cannot be read (dhcp.state-directory): " + reason);
        };
    }

    private static Replica replica(Nats nats, Settings settings, String bucket) {
        return nats.replica(
                BucketDefinition.of(bucket), settings.stateDirectory().resolve(bucket + ".snapshot"));
    }

    private static Commits.Log log(LeaseJournal journal) {
        return new Commits.Log() {
            @Override
            public void commit(Commit commit, Consumer<CommitOutcome> then) {
                journal.commit(commit, then);
            }

            @Override
            public Optional<String> trouble() {
                return journal.trouble();
            }
        };
    }

    private static Outbox outbox(LeaseJournal journal) {
        return new Outbox() {
            @Override
            public List<Pending> pending(long after, int limit) throws IOException {
                return journal.pending(after, limit);
            }

            @Override
            public void published(long upTo) {
                journal.published(upTo);
            }
        };
    }

    /// Answers what was heard, writes it, and ends.
    @Override
    public void close() {
        interfaces.deafen();
        beside.close();
        clock.shutdownNow();
        decisions.close();
        facts.close();
        journal.close();
        documents.close();
        interfaces.close();
        thread.close();
        replicas.forEach(Replica::close);
    }
}
