package io.rackboot.image.command;

/// What `build --help` says.
final class BuildHelp {
    static final String TEXT = """
            Usage: image-service build SPECIFICATION [--output DIRECTORY]   build here, without a service
                   image-service build SPECIFICATION --service URL          have a service build and publish it

            Builds the image that a specification (YAML; - is the standard input) describes. docs/images.md has its fields.
            Built here, the image's files and image.json, its description, are in DIRECTORY: ./NAME.VERSION where none is
            named. A version does not change: where the directory holds other content, nothing is written. Roots that are
            the child of another image are for the service, which has it.

            Percent, stage, rate and the lines of the build's log go to the standard error, one line with the image's name,
            digest and place to the standard output. Ctrl-C cancels the build, the service's too; nothing of it is left.

            The options of the service count here too, such as image.signing-key, image.source-directories,
            image.minimum-free: as properties -Dimage.…, or in the environment as IMAGE_….

            Exit status: 0 where the image is made; 1 where the build failed, with the reason; 2 for a wrong command, and
            for mistakes in the specification, all listed with line, column, field, and what is allowed.
            """;

    private BuildHelp() {}
}
