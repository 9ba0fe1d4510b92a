package io.rackboot.tftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private final WindowMemory memory = new WindowMemory(10 * 512);

    @Test
    void grantsWhatIsWantedWhileThereIsRoom() {
        try (var share = memory.take(508, 8)) {
            assertThat(share.windowsize()).isEqualTo(8);
            assertThat(memory.free()).isEqualTo(3 * 512);
        }
        assertThat(memory.free()).isEqualTo(10 * 512);
    }

    @Test
    void grantsSmallerWindowsWhenItRunsShort() {
        try (var first = memory.take(508, 8);
                var second = memory.take(508, 8);
                var third = memory.take(508, 8)) {
            assertThat(first.windowsize()).isEqualTo(8);
            assertThat(second.windowsize()).isEqualTo(3);
            assertThat(third.windowsize()).isEqualTo(1);
        }
        assertThat(memory.free()).isEqualTo(10 * 512);
    }

    @Test
    void oneBlockIsAlwaysGranted() {
        try (var share = new WindowMemory(0).take(65464, 64)) {
            assertThat(share.windowsize()).isEqualTo(1);
        }
    }
}
