package io.rackboot.dhcp.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.dhcp.migration.found.HostTable;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.events.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// `dhcp-service import`: reads the files, prints what is taken over, tells what is not.
public final class ImportCommand {
    /// All was taken over.
    public static final int DONE = 0;

    /// The output could not be written.
    public static final int FAILED = 1;

    /// The arguments are a mistake, or a file cannot be read.
    public static final int USAGE = 2;

    /// Something was left, and is listed.
    public static final int LEFT = 3;

    private static final ObjectMapper JSON = Json.mapper();

    private final PrintStream out;
    private final PrintStream err;

    private ImportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs it.
    ///
    /// @param words the command line after `import`
    /// @param out the properties go there
    /// @param err what is left, and mistakes, go there
    /// @return the exit status
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        var command = new ImportCommand(out, err);
        return switch (ImportArguments.read(words)) {
            case ImportArguments.Reading.Help() -> {
                out.print(ImportHelp.TEXT);
                yield DONE;
            }
            case ImportArguments.Reading.Wrong(var why) ->
                command.ends(USAGE, why + "; see dhcp-service import --help");
            case ImportArguments.Reading.Good(var arguments) -> command.run(arguments);
        };
    }

    private int run(ImportArguments arguments) {
        Plan plan;
        try {
            plan = read(arguments);
        } catch (IOException e) {
            return ends(USAGE, e.getMessage());
        }
        plan.left().forEach(err::println);
        try {
            write(plan, arguments);
        } catch (IOException e) {
            return ends(FAILED, "cannot write " + e.getMessage());
        }
        err.println("subnets: " + plan.subnets().size() + ", machines: "
                + plan.machines().size() + ", left: " + plan.left().size());
        return plan.left().isEmpty() ? DONE : LEFT;
    }

    private int ends(int status, String why) {
        err.println("dhcp-service import: " + why);
        return status;
    }

    private static Plan read(ImportArguments arguments) throws IOException {
        var hosts = HostTable.EMPTY;
        if (arguments.hosts().isPresent()) {
            hosts = HostTable.of(TextFile.read(arguments.hosts().get()));
        }
        var sources = new ArrayList<SourceText>();
        for (var file : arguments.files()) {
            sources.add(new SourceText(file.toString(), TextFile.read(file)));
        }
        return Plan.of(arguments.format().read(sources, new OldServer(arguments.files(), hosts)), arguments.defaults());
    }

    private void write(Plan plan, ImportArguments arguments) throws IOException {
        SubnetProperties.of(plan).forEach(out::println);
        if (out.checkError()) {
            throw new IOException("to standard output");
        }
        if (arguments.machines().isPresent()) {
            Files.write(arguments.machines().get(), documents(plan));
        } else if (!plan.machines().isEmpty()) {
            err.println("the machines are written with --machines FILE");
        }
    }

    private static List<String> documents(Plan plan) throws JsonProcessingException {
        var lines = new ArrayList<String>();
        for (var machine : plan.machines()) {
            lines.add(JSON.writeValueAsString(machine));
        }
        return lines;
    }
}
