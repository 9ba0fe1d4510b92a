package io.rackboot.image.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// Runs programs to their end, whatever that is: when a method returns or throws, the program and its whole process
/// group are gone.
///
/// @param log takes the lines that programs write
/// @param watch asked while a program runs
/// @param explanation what a program's failure means where it is run
public record ProgramRunner(Consumer<String> log, Watch watch, Explanation explanation) {

    /// Without an explanation: a failure is what the program says.
    public ProgramRunner(Consumer<String> log, Watch watch) {
        this(log, watch, failure -> failure);
    }

    /// Says what a program's failure means, a full disk for one.
    @FunctionalInterface
    public interface Explanation {
        /// {@return the cause, or the failure itself}
        IOException of(ProgramFailedException failure);
    }

    /// {@return this, with its lines going elsewhere}
    public ProgramRunner with(Consumer<String> otherLog) {
        return new ProgramRunner(otherLog, watch, explanation);
    }

    /// Writes what a program reads from its standard input.
    @FunctionalInterface
    public interface Input {
        /// Writes all of it; the stream is closed afterwards.
        void write(OutputStream out) throws IOException;
    }

    /// Reads what a program writes to its standard output.
    @FunctionalInterface
    public interface Output {
        /// Reads what it wants; the rest is thrown away.
        void read(InputStream in) throws IOException;
    }

    /// Runs a program; what it writes goes to the log.
    ///
    /// @throws ProgramFailedException where it is missing or does not end with 0
    public void run(Program program) throws IOException {
        run(program, _ -> {}, Optional.empty());
    }

    /// Runs a program that reads from its standard input.
    ///
    /// @throws ProgramFailedException where it is missing or does not end with 0
    public void feed(Program program, Input input) throws IOException {
        run(program, input, Optional.empty());
    }

    /// Runs a program whose standard output is its result; its standard error goes to the log.
    ///
    /// @throws ProgramFailedException where it is missing or does not end with 0
    public void collect(Program program, Output output) throws IOException {
        run(program, _ -> {}, Optional.of(output));
    }

    private void run(Program program, Input input, Optional<Output> output) throws IOException {
        var errors = output.isEmpty() ? RunningProgram.Errors.JOINED : RunningProgram.Errors.APART;
        try (var running = RunningProgram.start(program, watch, errors)) {
            var words = new LastWords(log);
            var process = running.process();
            var spoken = beside(
                    program,
                    () -> words.read(new BufferedInputStream(
                            output.isEmpty() ? process.getInputStream() : process.getErrorStream())));
            var problem = Optional.<IOException>empty();
            var ended = new OutputEnd(process.getInputStream());
            try {
                try (var out = process.getOutputStream()) {
                    input.write(out);
                }
                if (output.isPresent()) {
                    ended.read(output.get());
                }
            } catch (IOException e) {
                // A program that fails closes its ends: why it failed says more than "Broken pipe" or "cut short".
                problem = Optional.of(e);
                if (!brokenPipe(e) && !ended.reached()) {
                    throw e;
                }
            }
            var status = running.await();
            await(spoken, program);
            if (status != 0) {
                throw explanation.of(new ProgramFailedException(program.name() + " ended with " + status
                        + (words.text().isEmpty() ? "" : ": " + words.text())));
            }
            if (problem.isPresent()) {
                throw problem.get();
            }
        }
    }

    private static boolean brokenPipe(IOException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("Broken pipe") || message.contains("Stream closed");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Future<Boolean> beside(Program program, Work work) {
        var task = new FutureTask<>(() -> {
            work.run();
            return true;
        });
        Thread.ofVirtual().name("output of " + program.name()).start(task);
        return task;
    }

    private static void await(Future<Boolean> work, Program program) throws IOException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the output of " + program.name() + " could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a program ended");
        }
    }
}
