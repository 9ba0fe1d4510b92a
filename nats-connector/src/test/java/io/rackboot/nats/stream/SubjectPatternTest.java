package io.rackboot.nats.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectPatternTest {

    @ParameterizedTest
    @CsvSource({
        "boot.>, boot.r1.525400a1b2c3.lease-granted, true",
        "boot.>, boot, false",
        "boot.>, boots.r1, false",
        "boot.*.x, boot.r1.x, true",
        "boot.*.x, boot.r1.y, false",
        "boot.*.x, boot.r1.x.z, false",
        "boot.*, boot, false",
        "boot.*, boot.r1.x, false",
        "boot, boot, true",
        "boot, boot.r1, false",
        ">, anything.at.all, true",
        "*, one, true",
        "*.>, one, false",
        "*.>, one.two.three, true"
    })
    void matchesAsTheServerDoes(String pattern, String subject, boolean expected) {
        assertThat(SubjectPattern.matches(pattern, subject)).isEqualTo(expected);
    }
}
