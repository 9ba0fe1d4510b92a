package io.rackboot.tftp.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Clients that fetch one file at the same time from a TFTP server on the loopback interface, and how fast it was.
///
/// `java -cp target/test-classes io.rackboot.tftp.benchmark.Swarm PORT FILE [CLIENTS ROUNDS BLKSIZE WINDOWSIZE]`;
/// the file is fetched once per round by each client, at windowsize 1, 16 and 64 unless one is named.
public final class Swarm {
    private Swarm() {}

    /// Runs the rounds and prints a line per windowsize.
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        int clients = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        int blksize = args.length > 4 ? Integer.parseInt(args[4]) : 1468;
        var windowsizes = args.length > 5 ? new int[] {Integer.parseInt(args[5])} : new int[] {1, 16, 64};
        for (int windowsize : windowsizes) {
            var measured = run(server, args[1], clients, rounds, blksize, windowsize);
            System.out.printf(
                    "clients %d blksize %d windowsize %d: %.0f MiB/s%n", clients, blksize, windowsize, measured);
        }
    }

    private static double run(
            InetSocketAddress server, String file, int clients, int rounds, int blksize, int windowsize)
            throws InterruptedException, ExecutionException {
        Callable<Long> client = () -> fetch(server, file, rounds, blksize, windowsize);
        long begin = System.nanoTime();
        long bytes = 0;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (var fetched : threads.invokeAll(
                    Stream.generate(() -> client).limit(clients).toList())) {
                bytes += fetched.get();
            }
        }
        return bytes / 1024.0 / 1024.0 / ((System.nanoTime() - begin) / 1e9);
    }

    private static long fetch(InetSocketAddress server, String file, int rounds, int blksize, int windowsize)
            throws IOException {
        long bytes = 0;
        for (int round = 0; round < rounds; round++) {
            try (var client = new SwarmClient(server)) {
                bytes += client.fetch(file, blksize, windowsize);
            }
        }
        return bytes;
    }
}
