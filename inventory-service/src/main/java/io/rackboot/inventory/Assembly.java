package io.rackboot.inventory;

import io.quarkus.runtime.Startup;
import io.rackboot.events.Buckets;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Store;
import io.rackboot.inventory.fact.Facts;
import io.rackboot.inventory.machine.MachineWriter;
import io.rackboot.inventory.machine.Machines;
import io.rackboot.inventory.profile.ProfileWriter;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Which bucket is what: the copies to read from, which fill from the start on, and the stores to write to.
@Singleton
public class Assembly {
    private final Nats nats;
    private final Settings settings;

    Assembly(Nats nats, Settings settings) {
        this.nats = nats;
        this.settings = settings;
    }

    @Startup
    @Produces
    @Singleton
    Machines machines() {
        return new Machines(new Documents<>(replica(Buckets.MACHINES), MachineDocument.class));
    }

    @Startup
    @Produces
    @Singleton
    Documents<ProfileDocument> profiles() {
        return new Documents<>(replica(Buckets.PROFILES), ProfileDocument.class);
    }

    @Startup
    @Produces
    @Singleton
    Documents<ImageDocument> images() {
        return new Documents<>(replica(Buckets.IMAGES), ImageDocument.class);
    }

    @Startup
    @Produces
    @Singleton
    Documents<ChannelsDocument> channels() {
        return new Documents<>(replica(Buckets.CHANNELS), ChannelsDocument.class);
    }

    @Produces
    @Singleton
    MachineWriter machineWriter(Machines machines, Documents<ProfileDocument> profiles, Facts facts) {
        return new MachineWriter(store(Buckets.MACHINES), machines, profiles, facts);
    }

    @Produces
    @Singleton
    ProfileWriter profileWriter(
            Documents<ProfileDocument> profiles,
            Documents<ImageDocument> images,
            Documents<ChannelsDocument> channels) {
        return new ProfileWriter(store(Buckets.PROFILES), profiles, images, channels);
    }

    private Replica replica(String bucket) {
        return nats.replica(BucketDefinition.of(bucket), settings.state(bucket + ".snapshot"));
    }

    private Store store(String bucket) {
        return new Store(nats.keyValue(BucketDefinition.of(bucket)));
    }
}
