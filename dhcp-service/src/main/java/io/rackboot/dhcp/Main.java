package io.rackboot.dhcp;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.rackboot.dhcp.migration.ImportCommand;
import java.util.List;

/// The program: the service, or with a first word the command of that name.
@QuarkusMain
public class Main {
    private static final String HELP = """
            Usage: dhcp-service                 serve, as configured
                   dhcp-service import --help   take over another server's configuration
            """;

    private Main() {}

    /// Starts it. A command ends the program with its status and starts no server.
    public static void main(String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "import" -> {
                var words = List.of(arguments).subList(1, arguments.length);
                System.exit(ImportCommand.run(words, System.out, System.err));
            }
            case "--help", "-h" -> System.out.print(HELP);
            case String word
            when !word.isEmpty() && !word.startsWith("-") -> {
                System.err.println("dhcp-service: there is no command " + word + "; see dhcp-service --help");
                System.exit(ImportCommand.USAGE);
            }
            default -> Quarkus.run(arguments);
        }
    }
}
