package io.rackboot.tftp;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// What can be set.
@ConfigMapping(prefix = "tftp")
interface TftpConfig {
    /// The rack's label in facts.
    @WithDefault("r1")
    String rack();

    /// Where the copy of the leases is kept for a start without NATS.
    @WithDefault("/var/lib/rackboot/tftp")
    Path stateDirectory();

    /// The directory whose files are served; what is not there is asked of the boot server.
    @WithDefault("/srv/tftp")
    Path root();

    /// The IPv4 address to listen on.
    @WithDefault("0.0.0.0")
    String address();

    /// The UDP port to listen on; 0 takes a free one.
    @WithDefault("69")
    int port();

    /// The URL of http-boot-service.
    @WithDefault("http://127.0.0.1")
    URI bootServer();

    /// How long connecting to the boot server may take.
    @WithDefault("1S")
    Duration bootServerConnectTimeout();

    /// How long the boot server may take to answer, and to send each next piece.
    @WithDefault("5S")
    Duration bootServerReadTimeout();

    /// The largest block granted, 8 to 65464 bytes; never more than the interface's MTU carries in one IP packet.
    @WithDefault("65464")
    int maxBlksize();

    /// The largest window granted, 1 to 65535 blocks.
    @WithDefault("64")
    int maxWindowsize();

    /// What all windows together may hold; when it runs short, smaller windows are granted.
    @WithDefault("24M")
    MemorySize windowMemory();

    /// How many transfers run at a time; requests beyond are passed over in silence, and clients repeat them.
    @WithDefault("500")
    int maxTransfers();

    /// How long a client may make no progress before its transfer is given up.
    @WithDefault("30S")
    Duration giveUp();

    /// How long running transfers may go on after the service was told to stop.
    @WithDefault("3S")
    Duration shutdownGrace();
}
