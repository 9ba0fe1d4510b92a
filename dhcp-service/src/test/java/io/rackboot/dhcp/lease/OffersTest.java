package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OffersTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Holder ONE = new Holder(new ClientKey("525400000001"), "rack");
    private static final Holder ONE_FAR = new Holder(new ClientKey("525400000001"), "far");
    private static final Holder TWO = new Holder(new ClientKey("525400000002"), "rack");
    private static final Ip4Address A = Ip4Address.parse("192.168.77.100");
    private static final Ip4Address B = Ip4Address.parse("192.168.77.101");

    private final Offers offers = new Offers();

    @Test
    void keepsAnAddressForItsHolder() {
        assertThat(offers.keep(ONE, A, NOON)).isEmpty();

        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.holderOf(A)).contains(ONE);
        assertThat(offers.isOffered(A)).isTrue();
        assertThat(offers.of(TWO)).isEmpty();
        assertThat(offers.holderOf(B)).isEmpty();
        assertThat(offers.isOffered(B)).isFalse();
    }

    @Test
    void keepsOneAddressForAHolderTheLatest() {
        offers.keep(ONE, A, NOON);

        assertThat(offers.keep(ONE, B, NOON.plusSeconds(1))).contains(A);

        assertThat(offers.of(ONE)).contains(B);
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.holderOf(B)).contains(ONE);
    }

    @Test
    void keepsOneAddressInEachSubnet() {
        offers.keep(ONE, A, NOON);

        assertThat(offers.keep(ONE_FAR, B, NOON)).isEmpty();

        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.of(ONE_FAR)).contains(B);
    }

    @Test
    void anOfferEndsAtItsTimeAndNotBefore() {
        offers.keep(ONE, A, NOON);

        assertThat(offers.dropUntil(NOON.minusNanos(1))).isEmpty();
        assertThat(offers.isOffered(A)).isTrue();
        assertThat(offers.dropUntil(NOON)).containsExactly(A);
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.of(ONE)).isEmpty();
        assertThat(offers.dropUntil(NOON)).isEmpty();
    }

    @Test
    void offersEndOldestFirst() {
        offers.keep(ONE, B, NOON);
        offers.keep(TWO, A, NOON.plusSeconds(1));

        assertThat(offers.dropUntil(NOON.plusSeconds(1))).containsExactly(B, A);
    }

    @Test
    void aRepeatedOfferLivesAsLongAsTheLastOne() {
        offers.keep(ONE, A, NOON);

        assertThat(offers.keep(ONE, A, NOON.plusSeconds(30))).isEmpty();

        assertThat(offers.dropUntil(NOON.plusSeconds(29))).isEmpty();
        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.dropUntil(NOON.plusSeconds(30))).containsExactly(A);
    }

    @Test
    void theEndOfAnOfferThatWasReplacedEndsNothing() {
        offers.keep(ONE, A, NOON);
        offers.keep(ONE, B, NOON.plusSeconds(30));
        offers.keep(TWO, A, NOON.plusSeconds(31));

        assertThat(offers.dropUntil(NOON.plusSeconds(10))).isEmpty();

        assertThat(offers.holderOf(A)).contains(TWO);
        assertThat(offers.dropUntil(NOON.plusSeconds(60))).containsExactly(B, A);
    }

    @Test
    void aWithdrawnOfferIsGoneAtOnceAndForGood() {
        offers.keep(ONE, A, NOON);

        assertThat(offers.withdraw(ONE)).contains(A);

        assertThat(offers.of(ONE)).isEmpty();
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.withdraw(ONE)).isEmpty();
        assertThat(offers.dropUntil(NOON)).isEmpty();
    }
}
