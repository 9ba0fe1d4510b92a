package io.rackboot.dhcp.migration.found;

/// Why something is left that several formats have.
public final class Reasons {
    /// Loaders, TFTP servers, PXE menus, classes that choose among them.
    public static final String BOOT =
            "the boot file is computed for each machine from its architecture and profile; give the machine a profile";

    /// Options beyond those of a subnet here.
    public static final String OPTION = "this service is not configured with that option";

    /// What is set for a part of a network only.
    public static final String PART =
            "set for a part of a network or for single machines; here the whole network has it";

    /// DHCPv6, router advertisements.
    public static final String IPV6 = "IPv6 is not this service's";

    /// Anything else.
    public static final String NO_COUNTERPART = "this service has nothing like it";

    private Reasons() {}
}
