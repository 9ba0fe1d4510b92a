package io.rackboot.tftp;

import java.nio.file.Path;

/// The server alone, for [io.rackboot.tftp.benchmark.Swarm]: prints its port and serves until its input ends.
public final class BenchmarkServer {
    private BenchmarkServer() {}

    /// Serves the directory named by the first argument.
    public static void main(String[] args) throws java.io.IOException {
        try (var server = TestServer.start(Path.of(args[0]))) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // The benchmark closes it when it is done.
            }
        }
    }
}
