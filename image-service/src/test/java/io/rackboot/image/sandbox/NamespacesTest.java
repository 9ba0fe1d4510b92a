package io.rackboot.image.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespacesTest {
    @TempDir
    Path directory;

    @Test
    void aProgramBesideTheMachineWritesIntoItsDirectoryOnly() throws IOException {
        Commands.requireRoot("has all namespaces without /etc/subuid");
        var own = Files.createDirectory(directory.toRealPath().resolve("its own"));
        var log = Collections.synchronizedList(new ArrayList<String>());
        var program = Program.of("dash", "sh", "-c", """
                        grep CapBnd /proc/self/status | cut -f2
                        pwd
                        echo inside > file
                        if echo outside > ../outside; then echo written; fi
                        if echo changed > /proc/sys/kernel/hostname; then echo changed; fi
                        echo thrown away > /dev/null
                        """).in(own);
        new ProgramRunner(log::add, () -> {}).run(Namespaces.PRIVILEGED.beside(program, own, List.of("sys_admin")));
        assertThat(log).contains("00000000a02405fb", own.toString()).doesNotContain("written", "changed");
        assertThat(own.resolve("file")).hasContent("inside");
        assertThat(directory.resolve("outside")).doesNotExist();
    }
}
