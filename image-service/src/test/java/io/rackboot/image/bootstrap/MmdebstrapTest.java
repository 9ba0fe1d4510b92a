package io.rackboot.image.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.specification.DebianSource;
import io.rackboot.image.specification.DebianSource.Archive;
import io.rackboot.image.specification.DebianSource.Signatures;
import io.rackboot.image.specification.DebianSource.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MmdebstrapTest {
    private static final String EXPIRED_TOO = "--aptopt=Acquire::Check-Valid-Until \"false\"";

    @Test
    void aMirrorThatIsOutOfDateIsTakenOnlyForALock() {
        assertThat(command(Optional.empty())).doesNotContain(EXPIRED_TOO);
        assertThat(command(Optional.of(Path.of("/job/preferences")))).contains(EXPIRED_TOO);
    }

    private static List<String> command(Optional<Path> pins) {
        var archive = new Archive("http://127.0.0.1/debian", "test", List.of("main"));
        var source = new DebianSource(List.of(archive), List.of(), Variant.MINBASE, new Signatures.OfTheMachine());
        return Mmdebstrap.program(source, Path.of("/job"), 0, pins, Optional.empty())
                .command();
    }
}
