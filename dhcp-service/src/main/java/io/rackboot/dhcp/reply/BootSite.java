package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.PxeOptions;
import java.util.Map;
import java.util.Optional;

/// What a site has to say about booting.
///
/// @param servers who serves the boot files
/// @param loaders file names by architecture (the number of option 93), in place of those that [Platform] names for
///     firmware of machines whose documents choose no loader
/// @param menu what PXE firmware shows before it boots
/// @param mtftp where ROMs that can do so fetch their file by multicast
public record BootSite(
        BootServers servers, Map<Integer, String> loaders, Optional<PxeMenu> menu, Optional<PxeOptions.Mtftp> mtftp) {
    /// Nothing but what is built in, off this host.
    public static final BootSite SAME_HOST = of(BootServers.SAME_HOST);

    /// The longest loader name, in characters: with `<machine>/` or an HTTP base in front it still fits `file`.
    public static final int LONGEST_NAME = 28;

    /// @throws IllegalArgumentException for an architecture that is no 16-bit number, or a name that is no plain one
    public BootSite {
        loaders = Map.copyOf(loaders);
        loaders.forEach((architecture, name) -> {
            if (architecture < 0 || architecture > 0xffff) {
                throw new IllegalArgumentException(architecture + " is no architecture: 0 to 65535");
            }
            if (name.length() > LONGEST_NAME || !name.matches("[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("'" + name + "' is no plain file name of at most " + LONGEST_NAME
                        + " letters, digits, dots, hyphens and underscores");
            }
        });
    }

    /// {@return a site with nothing but these servers to say}
    public static BootSite of(BootServers servers) {
        return new BootSite(servers, Map.of(), Optional.empty(), Optional.empty());
    }
}
