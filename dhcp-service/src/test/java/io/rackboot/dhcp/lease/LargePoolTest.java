package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// That no step of a pool takes longer in a large one, shown by how many addresses it looks at.
class LargePoolTest {
    private final Pool pool = new Pool(new Subnet(
            "rack",
            Ip4Address.parse("10.0.0.0"),
            8,
            List.of(Range.parse("10.0.0.1-10.255.255.254")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofHours(1)));
    private final Set<Ip4Address> taken = new HashSet<>();
    private final Set<Ip4Address> used = new HashSet<>();
    private long asked;

    @Test
    void everyStepOfALargePoolLooksAtOneOrTwoAddresses() {
        var leased = new ArrayList<Ip4Address>();

        for (int i = 0; i < 10_000; i++) {
            asked = 0;
            var address = pool.next(this::isUsable).orElseThrow();
            assertThat(asked).as("next, step %d", i).isEqualTo(1);
            taken.add(address);
            used.add(address);
            pool.taken(address);
            pool.advance(this::isNeverUsed);
            assertThat(asked).as("next and advance, step %d", i).isEqualTo(3);
            leased.add(address);
        }
        assertThat(leased).startsWith(ip(1)).endsWith(Ip4Address.parse("10.0.39.16"));

        asked = 0;
        leased.forEach(address -> {
            taken.remove(address);
            pool.free(address, true);
        });
        assertThat(asked).as("free").isZero();
        assertThat(pool.next(this::isUsable)).contains(Ip4Address.parse("10.0.39.17"));
        assertThat(asked).as("next").isEqualTo(1);
    }

    @Test
    void eachAddressOfALargePoolIsPassedOnceInItsLife() {
        pool.advance(_ -> {
            asked++;
            return false;
        });
        assertThat(asked).isEqualTo(pool.size()).isEqualTo(16_777_214);

        asked = 0;
        pool.free(ip(9), true);
        pool.free(ip(8), true);
        pool.advance(this::isUsable);
        assertThat(asked).as("advance at the end").isZero();
        assertThat(pool.next(this::isUsable)).contains(ip(9));
        assertThat(asked).as("next among the used").isEqualTo(1);

        asked = 0;
        pool.free(ip(7), false);
        assertThat(pool.next(this::isUsable)).contains(ip(7));
        assertThat(asked).as("next among the unused").isEqualTo(1);
    }

    private boolean isUsable(Ip4Address address) {
        asked++;
        return !taken.contains(address);
    }

    private boolean isNeverUsed(Ip4Address address) {
        return isUsable(address) && !used.contains(address);
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("10.0.0.0").plus(host);
    }
}
