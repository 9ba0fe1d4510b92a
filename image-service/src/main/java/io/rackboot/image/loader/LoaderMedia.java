package io.rackboot.image.loader;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The loader media that an image is to have.
///
/// @param server http-boot-service, without a slash at the end
/// @param firmware what they start on
/// @param address of the machine; by DHCP where there is none
/// @param authority the certificate of what signed the server's, PEM
public record LoaderMedia(
        URI server, Set<Firmware> firmware, Optional<StaticAddress> address, Optional<Path> authority) {
    public LoaderMedia {
        firmware = Set.copyOf(firmware);
    }
}
