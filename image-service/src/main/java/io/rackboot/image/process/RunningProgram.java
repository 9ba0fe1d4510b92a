package io.rackboot.image.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program in a session and process group of its own.
///
/// It is started by a thread that lives as long as it does, since the kernel ends it (PR_SET_PDEATHSIG) when that
/// thread is gone: so it does not outlive a service that is killed.
final class RunningProgram implements AutoCloseable {
    private static final long ASKED_EVERY = 50;

    /// How long one who is interrupted still waits for the program's end: at the next question it is killed.
    private static final long LAST_SECONDS = 5;

    /// A service that is killed before the kernel knows that the program goes with it would leave it behind: so the
    /// program begins only where the service is still its parent.
    private static final String WITH_ITS_PARENT = "[ \"$PPID\" = \"$0\" ] || exit 1; exec \"$@\"";

    private final Program program;
    private final Watch watch;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile boolean abandoned;

    private RunningProgram(Program program, Watch watch) {
        this.program = program;
        this.watch = watch;
    }

    /// Where a program's standard error goes.
    enum Errors {
        /// Where its standard output goes.
        JOINED,
        /// Elsewhere.
        APART
    }

    /// Starts a program.
    static RunningProgram start(Program program, Watch watch, Errors errors) throws IOException {
        var running = new RunningProgram(program, watch);
        Thread.ofPlatform().daemon().name("program " + program.name()).start(() -> running.keep(errors));
        try {
            running.process();
        } catch (IOException e) {
            running.close();
            throw e;
        }
        return running;
    }

    Process process() throws IOException {
        return value(started);
    }

    /// Waits for the end and {@return the exit status}.
    int await() throws IOException {
        return value(ended);
    }

    /// Ends the program if it still runs, and waits until it is gone; an interrupt is kept for later.
    @Override
    public void close() {
        abandoned = true;
        var interrupted = false;
        while (!ended.isDone()) {
            try {
                if (interrupted) {
                    ended.get(LAST_SECONDS, TimeUnit.SECONDS);
                } else {
                    ended.get();
                }
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (TimeoutException _) {
                break;
            } catch (ExecutionException _) {
                // Whoever waited before was told; here only its end counts.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Errors errors) {
        try {
            var process = builder(errors).start();
            started.complete(process);
            try {
                while (!process.waitFor(ASKED_EVERY, TimeUnit.MILLISECONDS)) {
                    if (abandoned) {
                        throw new InterruptedIOException(program.name() + " was abandoned");
                    }
                    watch.check();
                }
            } finally {
                endGroup(process);
            }
            ended.complete(process.exitValue());
        } catch (IOException | RuntimeException | InterruptedException | Error e) {
            started.completeExceptionally(explained(e));
            ended.completeExceptionally(explained(e));
        }
    }

    private Throwable explained(Throwable e) {
        return started.isDone() || !(e instanceof IOException) || e instanceof ProgramFailedException
                ? e
                : new ProgramFailedException(program.name() + " cannot be run: " + e.getMessage());
    }

    private ProcessBuilder builder(Errors errors) throws IOException {
        var command = new ArrayList<>(List.of(Lookup.onPath(program)));
        command.addAll(program.command().subList(1, program.command().size()));
        var builder = new ProcessBuilder(boundTo(ProcessHandle.current().pid(), command))
                .redirectErrorStream(errors == Errors.JOINED);
        program.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", Lookup.path());
        environment.put("HOME", "/");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.putAll(program.environment());
        return builder;
    }

    /// {@return the command, in a session of its own, begun only as a child of that process and ended with it}
    static List<String> boundTo(long parent, List<String> command) {
        var bound = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL", "--"));
        bound.addAll(List.of("/bin/sh", "-c", WITH_ITS_PARENT, Long.toString(parent)));
        bound.addAll(command);
        return bound;
    }

    /// The group's number is the program's: setsid(1) became the program.
    private static void endGroup(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        // It would close the output of a program that has ended, while that is still read.
        if (process.isAlive()) {
            process.destroyForcibly();
        }
        process.waitFor();
    }

    private <T> T value(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(program.name() + " could not be watched: " + e.getCause(), e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a program ran");
        }
    }
}
