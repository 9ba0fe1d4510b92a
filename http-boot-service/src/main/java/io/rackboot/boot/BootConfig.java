package io.rackboot.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The options of http-boot-service.
@ConfigMapping(prefix = "boot")
public interface BootConfig {
    /// The label of the rack this service stands in: 1 to 32 of `a-z 0-9 _ -`.
    @WithDefault("r1")
    String rack();

    /// Where the cache, the snapshots of the documents and the key of the boot tokens are kept.
    @WithDefault("/var/lib/rackboot/http-boot")
    Path stateDirectory();

    /// The directory of loader files: iPXE, GRUB, shim, PXELINUX. Read-only.
    @WithDefault("/usr/lib/ipxe")
    Path loaders();

    /// The URL under which machines reach this service, such as `http://192.168.77.1`; without it they are told the
    /// scheme and host they asked for.
    Optional<String> publicUrl();
}
