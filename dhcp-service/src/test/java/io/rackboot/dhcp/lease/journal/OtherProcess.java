package io.rackboot.dhcp.lease.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A second JVM, with what a journal needs and no more, so that it starts quickly.
final class OtherProcess implements AutoCloseable {
    private static final String CLASSES = Stream.of(LeaseJournal.class, OtherProcess.class)
            .map(OtherProcess::home)
            .map(Path::toString)
            .collect(Collectors.joining(":"));

    private final Process process;
    private final BufferedReader lines;

    private OtherProcess(Process process) {
        this.process = process;
        lines = process.inputReader();
    }

    static OtherProcess start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /// @param wrapper what starts the JVM
    static OtherProcess start(List<String> wrapper, Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                CLASSES,
                main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new OtherProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The lines that it prints.
    BufferedReader lines() {
        return lines;
    }

    /// Sends it a byte, for which it may wait.
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /// Kills it. What it has printed can still be read.
    void kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe too
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        kill();
        process.onExit().join();
        lines.close();
    }
}
