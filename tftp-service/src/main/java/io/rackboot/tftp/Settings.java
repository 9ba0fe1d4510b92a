package io.rackboot.tftp;

import io.rackboot.events.Rack;
import io.rackboot.tftp.files.BootServer;
import io.rackboot.tftp.transfer.Limits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/// The configuration, checked; each error names the property.
///
/// @param listen where to listen
/// @param windowMemory bytes
record Settings(
        Rack rack,
        Path stateDirectory,
        Path root,
        InetSocketAddress listen,
        BootServer bootServer,
        Limits limits,
        long windowMemory,
        int maxTransfers,
        Duration giveUp,
        Duration shutdownGrace) {

    /// @throws IllegalArgumentException naming the property that is wrong
    static Settings of(TftpConfig config) {
        return new Settings(
                checked("tftp.rack", () -> new Rack(config.rack())),
                config.stateDirectory(),
                checked("tftp.root", () -> directory(config.root())),
                new InetSocketAddress(
                        checked("tftp.address", () -> ipv4(config.address())),
                        checked("tftp.port", () -> within(config.port(), 0, 65535))),
                checked("tftp.boot-server", () -> bootServer(config)),
                checked(
                        "tftp.max-blksize, tftp.max-windowsize",
                        () -> new Limits(config.maxBlksize(), config.maxWindowsize())),
                config.windowMemory().asLongValue(),
                checked("tftp.max-transfers", () -> within(config.maxTransfers(), 1, 100_000)),
                checked("tftp.give-up", () -> positive(config.giveUp())),
                config.shutdownGrace());
    }

    private static BootServer bootServer(TftpConfig config) {
        return new BootServer(
                config.bootServer(),
                checked("tftp.boot-server-connect-timeout", () -> positive(config.bootServerConnectTimeout())),
                checked("tftp.boot-server-read-timeout", () -> positive(config.bootServerReadTimeout())));
    }

    private static <T> T checked(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static Path directory(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is no directory");
        }
        return path.toAbsolutePath();
    }

    private static InetAddress ipv4(String text) {
        if (InetAddress.ofLiteral(text) instanceof Inet4Address address) {
            return address;
        }
        throw new IllegalArgumentException("not an IPv4 address: " + text);
    }

    private static int within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static Duration positive(Duration value) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("must be 1 ms to 1 h, not " + value);
        }
        return value;
    }
}
