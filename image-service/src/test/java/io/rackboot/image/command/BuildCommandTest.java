package io.rackboot.image.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.Sources;
import io.rackboot.image.build.BuildSettings;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String yaml = "";
    private Path target;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox", "sha256sum");
        directory = directory.toRealPath();
        yaml = Sources.in(directory).specification("demo", "1");
        target = directory.resolve("images/one");
    }

    @Test
    void anImageIsMadeHereAsAWhole() throws IOException {
        assertThat(build("-", "--output", target.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).matches("demo\\.1 [0-9a-f]{64} " + target + "\n");
        assertThat(err.toString())
                .contains("   0 %  reading-root", " 100 %  finished\n", "       reading " + directory + "/root");
        var document = Files.readString(target.resolve("image.json"));
        var sums = Commands.run(target, "sha256sum vmlinuz initrd").lines().toList();
        assertThat(sums).hasSize(2).allSatisfy(sum -> assertThat(document).contains(sum.substring(0, 64)));
        assertThat(Commands.run(directory, "ls -A images images/one; stat -c %a images/one"))
                .isEqualTo("images:\none\n\nimages/one:\nimage.json\ninitrd\nvmlinuz\n755\n");

        // The same again is the same; other content is another version.
        var first = out.toString();
        assertThat(build("-", "--output=" + target)).isZero();
        assertThat(out.toString()).isEqualTo(first + first);
        Files.writeString(directory.resolve("root/more"), "more");
        assertThat(build("-", "--output", target.toString())).isEqualTo(BuildCommand.FAILED);
        assertThat(err.toString())
                .contains("image-service build: version-taken: " + target + " holds demo.1 with digest ");
        assertThat(target.resolve("image.json")).hasContent(document);
    }

    @Test
    void whatIsNoImageIsNotReplaced() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("letter"), "keep");
        assertThat(build("-", "--output", target.toString())).isEqualTo(BuildCommand.FAILED);
        assertThat(err.toString()).contains("version-taken: " + target + " is not empty and holds no image");
        assertThat(Commands.run(directory, "ls -A images images/one"))
                .isEqualTo("images:\none\n\nimages/one:\nletter\n");
        Files.delete(target.resolve("letter"));
        assertThat(build("-", "--output", target.toString())).isZero();
        Files.createDirectory(directory.resolve("images/.two.building"));
        assertThat(build("-", "--output", directory + "/images/two")).isEqualTo(BuildCommand.FAILED);
        assertThat(err.toString())
                .endsWith("image-service build: " + directory + "/images/.two.building is there: another build is at"
                        + " work on this image, or was killed; then remove it\n");
    }

    @Test
    void mistakesAreListedWithTheirPlaces() throws IOException {
        var file =
                Files.writeString(directory.resolve("a.yaml"), "name: Demo\nverison: 1\nroot: {directory: /absent}\n");
        assertThat(build(file.toString())).isEqualTo(BuildCommand.USAGE);
        assertThat(err.toString().lines().toList())
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.matches(file + ": line [1-4], column [0-9]+.*"))
                .anyMatch(line -> line.contains("line 2, column 1, verison: unknown field; did you mean 'version'?"))
                .anyMatch(line -> line.contains("root.directory: /absent does not exist; allowed: "));
        assertThat(build(directory + "/none.yaml")).isEqualTo(BuildCommand.USAGE);
        assertThat(err.toString()).endsWith("image-service build: " + directory + "/none.yaml does not exist\n");
        Files.delete(directory.resolve("root/sbin/init"));
        assertThat(build("-", "--output", target.toString())).isEqualTo(BuildCommand.FAILED);
        assertThat(err.toString()).contains("image-service build: source-refused: init /sbin/init leads nowhere");
        assertThat(Commands.run(directory, "ls -A images")).isEmpty();
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(build("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: image-service build SPECIFICATION");
        assertWrong("name the specification to build");
        assertWrong("one specification at a time, not b too", "a", "b");
        assertWrong("there is no option --fast", "a", "--fast");
        assertWrong("--output needs a value", "a", "--output");
        assertWrong("--service is a URL such as http://images.example:8083, not ftp://a", "a", "--service=ftp://a");
        assertWrong(
                "--output is for a build here: a service keeps its images itself",
                "a",
                "--output=b",
                "--service=http://c");
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        assertThat(build("-", "--service", "http://127.0.0.1:1")).isEqualTo(BuildCommand.FAILED);
        assertThat(err.toString()).startsWith("image-service build: http://127.0.0.1:1 does not answer: ");
    }

    private void assertWrong(String why, String... words) {
        err.reset();
        assertThat(build(words)).isEqualTo(BuildCommand.USAGE);
        assertThat(err.toString()).isEqualTo("image-service build: " + why + "; see image-service build --help\n");
    }

    private int build(String... words) {
        var settings = new BuildSettings(Path.of("/bin/busybox"), 0, new TreeLimits(1 << 30, 10_000), Owners.KEPT);
        var specifications = new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING));
        var in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        return new BuildCommand(
                        () -> new Means(settings, specifications, 0), in, new PrintStream(out), new PrintStream(err))
                .run(List.of(words));
    }
}
