package io.rackboot.image;

import io.quarkus.runtime.configuration.MemorySize;
import io.rackboot.image.boottest.Accelerator;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The options of image-service.
@ConfigMapping(prefix = "image")
public interface ImageConfig {
    /// Where readers of the images reach this service; stands in every published document.
    @WithDefault("http://127.0.0.1:8083")
    URI publicUrl();

    /// Where builds, artifacts and images are kept.
    @WithDefault("/var/lib/rackboot/image")
    Path stateDirectory();

    /// A static busybox, put into every image.
    @WithDefault("/bin/busybox")
    Path busybox();

    /// systemd's EFI stub, for unified kernel images.
    @WithDefault("/usr/lib/systemd/boot/efi/linuxx64.efi.stub")
    Path efiStub();

    /// The directory of iPXE's programs, `ipxe.lkrn` and `ipxe.efi`, for loader media.
    @WithDefault("/usr/lib/ipxe")
    Path ipxe();

    /// The key that images are signed with, PEM without a pass phrase; with `signing-certificate`.
    Optional<Path> signingKey();

    /// The key's certificate, PEM.
    Optional<Path> signingCertificate();

    /// A directory with what registries are told that ask who is there: files `user:password`, each named as the host
    /// and port of its registry.
    Optional<Path> registryCredentials();

    /// A file with the certificates, PEM, of authorities of one's own: registries and mirrors that are asked by HTTPS
    /// may show theirs, besides those that everybody believes.
    Optional<Path> authorities();

    /// How many builds are at work at once.
    @WithDefault("1")
    int workers();

    /// The directories that roots, kernels and modules may be taken from.
    @WithDefault("/")
    List<Path> sourceDirectories();

    /// The most bytes that the files of one root may have together.
    @WithDefault("8G")
    MemorySize maximumRootSize();

    /// The most files, directories and links that one root may have together.
    @WithDefault("500000")
    int maximumEntries();

    /// What builds leave free on the disk of the state directory.
    @WithDefault("256M")
    MemorySize minimumFree();

    /// How long another image-service that builds may be silent before its build is taken over.
    @WithDefault("PT30S")
    Duration patience();

    /// How many ended builds are remembered.
    @WithDefault("200")
    int keptBuilds();

    /// The channels that take only versions which passed a boot test; empty for none.
    @WithDefault("stable")
    Optional<List<String>> testedChannels();

    /// Boot tests of published images.
    BootTest bootTest();

    /// Boot tests of published images.
    interface BootTest {
        /// The RAM of the virtual machine.
        @WithDefault("2G")
        MemorySize memory();

        /// When a machine that is not up has failed.
        @WithDefault("PT5M")
        Duration limit();

        /// What executes the machine's instructions: what is tried first, then the next.
        @WithDefault("kvm,tcg")
        List<Accelerator> accelerators();

        /// The machine's network card, as QEMU names it; the image needs its driver.
        @WithDefault("virtio-net-pci")
        String card();
    }

    /// The time of every file of an image, in seconds since 1970.
    @WithDefault("${SOURCE_DATE_EPOCH:0}")
    long sourceDateEpoch();
}
