package io.rackboot.events;

/// The names of the key-value buckets that hold documents.
public final class Buckets {
    /// Machines, by machine id; owner: inventory-service.
    public static final String MACHINES = "machines";
    /// Profiles, by name; owner: inventory-service.
    public static final String PROFILES = "profiles";
    /// Images, by `name.version`; owner: image-service.
    public static final String IMAGES = "images";
    /// Channels and history of images, by name; owner: image-service.
    public static final String CHANNELS = "channels";
    /// Leases, by address; owner: dhcp-service, whose own store is the truth.
    public static final String LEASES = "leases";

    private Buckets() {}
}
