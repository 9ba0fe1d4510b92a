package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimesTest {
    private static final LeaseTimes TIMES = new LeaseTimes(minutes(60), minutes(10), minutes(240));

    @ParameterizedTest
    @CsvSource({"PT0S, PT10M", "PT9M59S, PT10M", "PT10M, PT10M", "PT11M, PT11M", "PT4H, PT4H", "PT1193046H28M15S, PT4H"
    })
    void aClientGetsTheTimeItAsksForWithinLimits(Duration asked, Duration granted) {
        assertThat(TIMES.grant(Optional.of(asked))).isEqualTo(granted);
    }

    @Test
    void aClientThatAsksForNoneGetsTheUsual() {
        assertThat(TIMES.grant(Optional.empty())).isEqualTo(minutes(60));
    }

    @Test
    void oneTimeIsForAllWhateverTheyAskFor() {
        assertThat(LeaseTimes.of(minutes(60)).grant(Optional.of(minutes(1)))).isEqualTo(minutes(60));
        assertThat(LeaseTimes.of(minutes(60)).grant(Optional.of(minutes(61)))).isEqualTo(minutes(60));
    }

    @Test
    void anUnknownClientGetsNoLongerTimeThanItsOwn() {
        var policy = policy(Optional.of(minutes(5)), minutes(20), minutes(2));

        assertThat(policy.times(ip(1), Standing.KNOWN)).isEqualTo(TIMES);
        assertThat(policy.times(ip(1), Standing.UNKNOWN)).isEqualTo(LeaseTimes.of(minutes(5)));
        assertThat(policy.times(ip(10), Standing.KNOWN)).isEqualTo(LeaseTimes.of(minutes(20)));
        assertThat(policy.times(ip(10), Standing.UNKNOWN)).isEqualTo(LeaseTimes.of(minutes(5)));
        assertThat(policy.times(ip(20), Standing.UNKNOWN))
                .as("a pool's time that is shorter still")
                .isEqualTo(LeaseTimes.of(minutes(2)));
    }

    @Test
    void withoutATimeOfItsOwnAnUnknownClientGetsTheOthers() {
        var policy = policy(Optional.empty(), minutes(20), minutes(2));

        assertThat(policy.times(ip(1), Standing.UNKNOWN)).isEqualTo(TIMES);
        assertThat(policy.times(ip(10), Standing.UNKNOWN)).isEqualTo(LeaseTimes.of(minutes(20)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1H | PT2H | PT3H | min-lease-time: PT2H is longer than lease-time, PT1H",
                "PT1H | PT1H | PT59M | max-lease-time: PT59M is shorter than lease-time, PT1H",
                "PT1H | PT29S | PT2H | min-lease-time: PT29S is not in PT30S..PT1193046H28M14S",
                "PT1H | PT1H | PT1193046H28M15S | max-lease-time: PT1193046H28M15S is not in PT30S..PT1193046H28M14S",
                "PT0S | PT1H | PT1H | lease-time: PT0S is not in PT30S..PT1193046H28M14S"
            })
    void saysWhatIsWrong(Duration usual, Duration shortest, Duration longest, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseTimes(usual, shortest, longest))
                .withMessage(message);
    }

    private static LeasePolicy policy(Optional<Duration> unknown, Duration first, Duration second) {
        return new LeasePolicy(
                TIMES,
                List.of(
                        new TimedRange(Range.parse("10.0.0.10-10.0.0.19"), LeaseTimes.of(first)),
                        new TimedRange(Range.parse("10.0.0.20-10.0.0.29"), LeaseTimes.of(second))),
                unknown,
                UnknownClients.ALLOW,
                50);
    }

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("10.0.0.0").plus(host);
    }
}
