package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.store.DiskFullException;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.WorkArea;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuildProgramsTest {
    @TempDir
    Path directory;

    @Test
    void aProgramEndsWhenLessIsLeftOnTheDiskThanMustStayFree() {
        assertThatThrownBy(() -> run(1L << 60, "sleep 1000"))
                .isInstanceOf(DiskFullException.class)
                .hasMessageStartingWith("no room in " + directory + " for the root:");
    }

    @Test
    void aFailureForWantOfRoomIsToldAsThat() {
        assertThatThrownBy(() -> run(0, "echo 'tar: x: Cannot write: No space left on device'; exit 2"))
                .isInstanceOf(DiskFullException.class)
                .hasMessage("the disk of " + directory + " is full: the root could not be written (sh ended with 2:"
                        + " tar: x: Cannot write: No space left on device)");
        assertThatThrownBy(() -> run(0, "echo no; exit 3"))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage("sh ended with 3: no");
    }

    private void run(long minimumFree, String script) throws IOException {
        var meter = new ProgressMeter(System::nanoTime, _ -> {});
        var log = new FileLog(directory.resolve("log"), InstantSource.system());
        try (var space = new WorkArea(directory, new FreeSpace(directory, minimumFree)).open("job")) {
            new BuildPrograms(space, meter, log).writing("the root").run(Program.of("dash", "sh", "-c", script));
        }
    }
}
