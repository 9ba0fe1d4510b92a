package io.rackboot.boot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.boot.token.TokenCheck.Accepted;
import io.rackboot.boot.token.TokenCheck.Refused;
import io.rackboot.events.MachineId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTokensTest {
    private static final MachineId MACHINE = new MachineId("525400a1b2c3");
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
    private static final String DIGEST = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final BootId BOOT = new BootId(MACHINE, NOW, DIGEST, "hello.1.2-rc_3");

    private final BootTokens tokens = new BootTokens("0123456789abcdef0123456789abcdef".getBytes());

    @Test
    void theIdIsOneWordAndReadsBack() {
        assertThat(BOOT.text())
                .isEqualTo("525400a1b2c3.mwptl9ff.ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8.hello.1.2-rc_3");
        assertThat(BootId.parse(BOOT.text())).contains(BOOT);
    }

    @Test
    void aTokenIsAcceptedByTheSameKeyForADay() {
        var token = tokens.issue(BOOT);
        var sameKey = new BootTokens("0123456789abcdef0123456789abcdef".getBytes());

        assertThat(sameKey.check(token, MACHINE, NOW)).isEqualTo(new Accepted(BOOT));
        assertThat(tokens.check(token, MACHINE, NOW.plus(Duration.ofHours(24)))).isEqualTo(new Accepted(BOOT));
        assertThat(tokens.check(token, MACHINE, NOW.plus(Duration.ofHours(24)).plusMillis(1)))
                .isEqualTo(new Refused(TokenFault.EXPIRED));
    }

    @Test
    void anotherMachineOrKeyIsRefused() {
        var token = tokens.issue(BOOT);
        var otherKey = new BootTokens("x123456789abcdef0123456789abcdef".getBytes());

        assertThat(tokens.check(token, new MachineId("525400a1b2c4"), NOW))
                .isEqualTo(new Refused(TokenFault.OTHER_MACHINE));
        assertThat(otherKey.check(token, MACHINE, NOW)).isEqualTo(new Refused(TokenFault.WRONG_SIGNATURE));
    }

    @Test
    void noChangedBitAndNoTruncationIsAccepted() {
        var token = tokens.issue(BOOT);
        for (var i = 0; i < token.length(); i++) {
            assertThat(tokens.check(token.substring(0, i), MACHINE, NOW)).isInstanceOf(Refused.class);
            for (var bit = 0; bit < 8; bit++) {
                var chars = token.toCharArray();
                chars[i] ^= (char) (1 << bit);
                assertThat(tokens.check(new String(chars), MACHINE, NOW)).isInstanceOf(Refused.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "....",
                "525400a1b2c3",
                "525400a1b2c3.zzzzzzzzzzzzzzzzzzzz.ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8.hello.1.x",
                "525400a1b2c3.mwptl9ff.AB.hello.1.x",
                "525400a1b2c3.mwptl9ff.ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v9.hello.1.x",
                "525400a1b2c3.0mwptl9ff.ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8.hello.1.x",
                "unknown.mwptl9ff.ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8.hello.1.x"
            })
    void junkIsMalformed(String junk) {
        assertThat(tokens.check(junk, MACHINE, NOW)).isEqualTo(new Refused(TokenFault.MALFORMED));
    }

    @Test
    void aDigestThatIsNoneMakesNoId() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BootId(MACHINE, NOW, "abc", "hello.1"));
    }
}
