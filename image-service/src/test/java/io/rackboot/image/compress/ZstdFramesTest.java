package io.rackboot.image.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ZstdFramesTest {
    @Test
    void theLibraryIsTakenWhereItWorks() {
        assertThat(ZstdFrames.best()).isSameAs(ZstdFrames.LIBRARY);
        assertThatCode(Compression.ZSTD::requireSameBytes).doesNotThrowAnyException();
        assertThatCode(Compression.GZIP::requireSameBytes).doesNotThrowAnyException();
    }

    @Test
    void withoutTheLibraryTheCodecIsTakenButNotForALock() {
        assertThat(ZstdFrames.best(ZstdFramesTest::missing)).isSameAs(ZstdFrames.JAVA);
        assertThatThrownBy(() -> ZstdFrames.requireLibrary(ZstdFramesTest::missing))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("libzstd cannot be loaded (java.lang.UnsatisfiedLinkError: noexec); packed by"
                        + " another codec the bytes would not be those of the lock");
    }

    private static void missing() {
        throw new UnsatisfiedLinkError("noexec");
    }
}
