package io.rackboot.dhcp.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The datagrams that the kernel dropped because a socket's buffer was full: Linux's table of UDP sockets (proc(5),
/// `/proc/net/udp`) counts them in its last column.
public final class KernelDrops {
    private static final Path TABLE = Path.of("/proc/self/net/udp");

    private KernelDrops() {}

    /// {@return how many, on the sockets of this port that are open now; 0 where the table cannot be read}
    public static long on(int port) {
        try (var lines = Files.lines(TABLE)) {
            return on(port, lines);
        } catch (IOException e) {
            return 0;
        }
    }

    static long on(int port, Stream<String> table) {
        var local = String.format(Locale.ROOT, ":%04X", port);
        return table.map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 2 && columns[1].endsWith(local))
                .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                .sum();
    }
}
