package io.rackboot.image;

import io.rackboot.image.boottest.BootTestSettings;
import io.rackboot.image.build.BuildSettings;
import io.rackboot.image.command.Means;
import io.rackboot.image.init.StaticProgram;
import io.rackboot.image.oci.Credentials;
import io.rackboot.image.share.Identity;
import io.rackboot.image.signing.SigningKey;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.trust.Authorities;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The options, checked.
///
/// @param publicUrl without a slash at the end
/// @param builds what is the same for all builds
/// @param sources the directories sources may lie in, links followed
/// @param minimumFree bytes
/// @param testedChannels the channels that take only versions which passed a boot test
/// @param bootTests what is the same for all boot tests
/// @param patience how long another image-service that builds may be silent
record ImageSettings(
        URI publicUrl,
        Path stateDirectory,
        BuildSettings builds,
        List<Path> sources,
        int workers,
        int keptBuilds,
        long minimumFree,
        Set<String> testedChannels,
        BootTestSettings bootTests,
        Duration patience) {
    private static final long LAST_SECOND = 0xFFFF_FFFFL;

    /// Checks the options.
    ///
    /// @throws IllegalStateException naming the property that is wrong
    static ImageSettings of(ImageConfig config) {
        require(config.workers() >= 1 && config.workers() <= 64, "image.workers", config.workers(), "1 to 64");
        require(config.keptBuilds() >= 1, "image.kept-builds", config.keptBuilds(), "1 or more");
        return new ImageSettings(
                publicUrl(config.publicUrl()),
                stateDirectory(config.stateDirectory()),
                builds(config),
                sources(config),
                config.workers(),
                config.keptBuilds(),
                config.minimumFree().asLongValue(),
                testedChannels(config),
                bootTests(config),
                patience(config));
    }

    /// Checks the options that builds without a service have too.
    ///
    /// @throws IllegalStateException naming the property that is wrong
    static Means means(ImageConfig config) {
        var builds = builds(config);
        return new Means(
                builds,
                new Specifications(new SourceProbe(sources(config), builds.reserved())),
                config.minimumFree().asLongValue());
    }

    private static BuildSettings builds(ImageConfig config) {
        require(config.maximumEntries() >= 1, "image.maximum-entries", config.maximumEntries(), "1 or more");
        var epoch = config.sourceDateEpoch();
        require(epoch >= 0 && epoch <= LAST_SECOND, "image.source-date-epoch", epoch, "0 to " + LAST_SECOND);
        return new BuildSettings(
                busybox(config.busybox()),
                config.efiStub(),
                config.ipxe(),
                signingKey(config),
                epoch,
                new TreeLimits(config.maximumRootSize().asLongValue(), config.maximumEntries()),
                owners(),
                reserved(config),
                credentials(config),
                authorities(config));
    }

    private static List<Path> sources(ImageConfig config) {
        return config.sourceDirectories().stream().map(ImageSettings::source).toList();
    }

    /// A directory of the state directory.
    Path directory(String name) {
        return stateDirectory.resolve(name);
    }

    /// {@return what tells this service from others}
    String identity() {
        try {
            return Identity.in(stateDirectory);
        } catch (IOException e) {
            throw wrong("image.state-directory", stateDirectory, "a directory that can be written (" + e + ")");
        }
    }

    private static Duration patience(ImageConfig config) {
        var patience = config.patience();
        require(patience.compareTo(Duration.ofSeconds(3)) >= 0, "image.patience", patience, "3 seconds or more");
        return patience;
    }

    private static URI publicUrl(URI url) {
        var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        require(
                http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null,
                "image.public-url",
                url,
                "a URL such as http://images.example:8083");
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static Path stateDirectory(Path directory) {
        try {
            for (var name : List.of("artifacts", "boot-tests", "builds", "images", "packed", "work")) {
                Files.createDirectories(directory.resolve(name));
            }
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw wrong("image.state-directory", directory, "a directory that can be written (" + e + ")");
        }
    }

    private static Path busybox(Path busybox) {
        try {
            StaticProgram.read(busybox);
            return busybox;
        } catch (IOException e) {
            throw wrong("image.busybox", busybox, "a static busybox, Debian's package busybox-static (" + e + ")");
        }
    }

    private static Optional<SigningKey> signingKey(ImageConfig config) {
        var key = config.signingKey();
        var certificate = config.signingCertificate();
        key.ifPresent(file -> {
            require(certificate.isPresent(), "image.signing-key", file, "given with image.signing-certificate");
            require(Files.isReadable(file), "image.signing-key", file, "a file that can be read");
        });
        certificate.ifPresent(file -> {
            require(key.isPresent(), "image.signing-certificate", file, "given with image.signing-key");
            require(Files.isReadable(file), "image.signing-certificate", file, "a file that can be read");
        });
        return key.flatMap(k -> certificate.map(c -> new SigningKey(k, c)));
    }

    private static Reserved reserved(ImageConfig config) {
        return new Reserved(
                Stream.of(Optional.of(config.stateDirectory()), config.signingKey(), config.registryCredentials())
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Credentials credentials(ImageConfig config) {
        var directory = config.registryCredentials();
        directory.ifPresent(
                d -> require(Files.isDirectory(d), "image.registry-credentials", d, "a directory that exists"));
        return new Credentials(directory);
    }

    private static Authorities authorities(ImageConfig config) {
        if (config.authorities().isEmpty()) {
            return Authorities.PUBLIC;
        }
        try {
            var authorities = new Authorities(config.authorities());
            authorities.context();
            return authorities;
        } catch (IOException e) {
            throw wrong("image.authorities", config.authorities().get(), "a file with certificates, PEM (" + e + ")");
        }
    }

    private static Set<String> testedChannels(ImageConfig config) {
        var names = config.testedChannels().orElse(List.of());
        names.forEach(name -> require(
                name.matches("[a-z0-9_-]{1,64}"), "image.tested-channels", name, "1 to 64 of a-z 0-9 _ - each"));
        return Set.copyOf(names);
    }

    private static BootTestSettings bootTests(ImageConfig config) {
        var tests = config.bootTest();
        var memory = tests.memory().asLongValue();
        require(memory >= 64 << 20, "image.boot-test.memory", memory, "64M or more");
        require(tests.limit().isPositive(), "image.boot-test.limit", tests.limit(), "longer than nothing");
        var accelerators = tests.accelerators();
        require(!accelerators.isEmpty(), "image.boot-test.accelerators", accelerators, "kvm, tcg or both");
        require(tests.card().matches("[a-z0-9-]+"), "image.boot-test.card", tests.card(), "such as virtio-net-pci");
        return new BootTestSettings(memory, tests.limit(), accelerators, tests.card(), config.busybox());
    }

    private static Path source(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw wrong("image.source-directories", directory, "directories that exist (" + e + ")");
        }
    }

    private static Owners owners() {
        try {
            var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return uid.equals(0) ? Owners.KEPT : Owners.ROOT;
        } catch (IOException e) {
            throw new IllegalStateException("/proc is not mounted", e);
        }
    }

    private static void require(boolean holds, String property, Object value, String allowed) {
        if (!holds) {
            throw wrong(property, value, allowed);
        }
    }

    private static IllegalStateException wrong(String property, Object value, String allowed) {
        return new IllegalStateException(property + " is " + value + "; it must be " + allowed);
    }
}
