package io.rackboot.inventory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Options of inventory-service.
@ConfigMapping(prefix = "inventory")
public interface InventoryConfig {
    /// Directory for what is kept over a restart: snapshots of the buckets, machines discovered.
    @WithDefault("/var/lib/rackboot/inventory")
    Path stateDirectory();

    /// How long a boot may stay at a stage before it counts as stalled.
    DeadlineOptions deadlines();

    /// Streams of server-sent events.
    LiveOptions live();

    /// Deadlines of the stages.
    interface DeadlineOptions {
        /// From the request to the lease.
        @WithDefault("1M")
        Duration requested();

        /// From the lease to the loader.
        @WithDefault("1M")
        Duration leased();

        /// From the loader to the script.
        @WithDefault("1M")
        Duration loader();

        /// From the script to the kernel; a machine without a profile stays here.
        @WithDefault("5M")
        Duration script();

        /// From the last of kernel, initrd and root to the kernel's start.
        @WithDefault("5M")
        Duration kernel();

        /// From the kernel's start to the system.
        @WithDefault("5M")
        Duration started();
    }

    /// Limits of live streams.
    interface LiveOptions {
        /// Events kept for clients that come back with Last-Event-ID.
        @WithDefault("5000")
        int history();

        /// Events that wait for one slow client before it is disconnected.
        @WithDefault("1000")
        int clientBuffer();

        /// How often a client hears a comment, so that a dead connection is noticed.
        @WithDefault("15S")
        Duration heartbeat();
    }
}
