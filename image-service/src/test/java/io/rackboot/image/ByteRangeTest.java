package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void readsOneRange() {
        assertThat(ByteRange.of("bytes=0-0", 10)).isEqualTo(new ByteRange.Part(0, 1));
        assertThat(ByteRange.of("bytes=3-", 10)).isEqualTo(new ByteRange.Part(3, 7));
        assertThat(ByteRange.of("bytes=3-99", 10)).isEqualTo(new ByteRange.Part(3, 7));
        assertThat(ByteRange.of("bytes=-4", 10)).isEqualTo(new ByteRange.Part(6, 4));
        assertThat(ByteRange.of("bytes=-40", 10)).isEqualTo(new ByteRange.Part(0, 10));
    }

    @Test
    void tellsWhatTheFileDoesNotHave() {
        assertThat(ByteRange.of("bytes=10-", 10)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.of("bytes=-0", 10)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @Test
    void ignoresWhatAServerMayIgnore() {
        for (var header : new String[] {
            "", "bytes=", "bytes=-", "bytes=5-3", "bytes=1-2,4-5", "lines=1-2", "bytes=99999999999999999999-"
        }) {
            assertThat(ByteRange.of(header, 10)).as(header).isEqualTo(new ByteRange.Whole());
        }
    }
}
