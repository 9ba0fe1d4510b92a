package io.rackboot.image.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// `image-service build`: reads a specification, has it built here or by a service, says how that goes.
public final class BuildCommand {
    /// The image is made.
    public static final int DONE = 0;

    /// The build failed.
    public static final int FAILED = 1;

    /// The arguments or the specification are a mistake.
    public static final int USAGE = 2;

    private final Means.Source means;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /// @param means for a build here
    /// @param in where a specification `-` is read from
    /// @param out one line for an image that is made
    /// @param err progress, log and mistakes
    public BuildCommand(Means.Source means, InputStream in, PrintStream out, PrintStream err) {
        this.means = means;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// Runs it.
    ///
    /// @param words the command line after `build`
    /// @return the exit status
    public int run(List<String> words) {
        return switch (BuildArguments.read(words)) {
            case BuildArguments.Reading.Help() -> {
                out.print(BuildHelp.TEXT);
                yield DONE;
            }
            case BuildArguments.Reading.Wrong(var why) -> ends(USAGE, why + "; see image-service build --help");
            case BuildArguments.Reading.Good(var arguments) -> run(arguments);
        };
    }

    private int run(BuildArguments arguments) {
        String yaml;
        try {
            yaml = arguments.specification().equals("-")
                    ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(arguments.specification()));
        } catch (NoSuchFileException e) {
            return ends(USAGE, e.getFile() + " does not exist");
        } catch (IOException e) {
            return ends(USAGE, arguments.specification() + " cannot be read: " + e.getMessage());
        }
        var screen = new BuildScreen(err);
        try {
            var result = switch (arguments.place()) {
                case BuildArguments.Place.Here(var directory) ->
                    new BuildHere(means.find(), directory, screen).build(yaml);
                case BuildArguments.Place.Service(var url) -> new BuildByService(url, screen).build(yaml);
            };
            return switch (result) {
                case Result.Made(var line) -> {
                    out.println(line);
                    yield DONE;
                }
                case Result.Failed(var why) -> ends(FAILED, why);
                case Result.Refused(var mistakes) -> {
                    mistakes.forEach(mistake -> err.println(arguments.specification() + ": " + mistake));
                    yield USAGE;
                }
            };
        } catch (IllegalStateException e) {
            return ends(USAGE, e.getMessage());
        }
    }

    private int ends(int status, String why) {
        err.println("image-service build: " + why);
        return status;
    }
}
