package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffersTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Holder ONE = new Holder(new ClientKey("525400000001"), "rack");
    private static final Holder ONE_FAR = new Holder(new ClientKey("525400000001"), "far");
    private static final Holder TWO = new Holder(new ClientKey("525400000002"), "rack");
    private static final Ip4Address A = Ip4Address.parse("192.168.77.100");
    private static final Ip4Address B = Ip4Address.parse("192.168.77.101");

    private static final Ip4Address C = Ip4Address.parse("10.9.0.100");

    private final Offers offers = new Offers();

    @Test
    void keepsAnAddressForItsHolder() {
        assertThat(offers.keep(ONE, Standing.UNKNOWN, A, NOON)).isEmpty();

        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.holderOf(A)).contains(ONE);
        assertThat(offers.isOffered(A)).isTrue();
        assertThat(offers.of(TWO)).isEmpty();
        assertThat(offers.holderOf(B)).isEmpty();
        assertThat(offers.isOffered(B)).isFalse();
    }

    @Test
    void keepsOneAddressForAHolderTheLatest() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);

        assertThat(offers.keep(ONE, Standing.UNKNOWN, B, NOON.plusSeconds(1))).contains(A);

        assertThat(offers.of(ONE)).contains(B);
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.holderOf(B)).contains(ONE);
    }

    @Test
    void keepsOneAddressInEachSubnet() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);

        assertThat(offers.keep(ONE_FAR, Standing.UNKNOWN, B, NOON)).isEmpty();

        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.of(ONE_FAR)).contains(B);
    }

    @Test
    void otherSubnetsChangeNeitherOrderNorStanding() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);
        offers.keep(TWO, Standing.KNOWN, B, NOON.plusSeconds(1));
        offers.keep(ONE_FAR, Standing.UNKNOWN, C, NOON.plusSeconds(2));

        offers.regroup(
                (client, address) -> Optional.of(new Holder(client, "other")).filter(_ -> !address.equals(C)));

        assertThat(offers.addresses()).containsExactlyInAnyOrder(A, B);
        assertThat(offers.of(new Holder(ONE.client(), "other"))).contains(A);
        assertThat(offers.of(ONE)).isEmpty();
        assertThat(offers.dropBeyond(0)).containsExactly(A);
        assertThat(offers.dropUntil(NOON.plusSeconds(1))).containsExactly(B);
    }

    @Test
    void anOfferEndsAtItsTimeAndNotBefore() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);

        assertThat(offers.dropUntil(NOON.minusNanos(1))).isEmpty();
        assertThat(offers.isOffered(A)).isTrue();
        assertThat(offers.dropUntil(NOON)).containsExactly(A);
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.of(ONE)).isEmpty();
        assertThat(offers.dropUntil(NOON)).isEmpty();
    }

    @Test
    void offersEndOldestFirst() {
        offers.keep(ONE, Standing.UNKNOWN, B, NOON);
        offers.keep(TWO, Standing.UNKNOWN, A, NOON.plusSeconds(1));

        assertThat(offers.dropUntil(NOON.plusSeconds(1))).containsExactly(B, A);
    }

    @Test
    void aRepeatedOfferLivesAsLongAsTheLastOne() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);

        assertThat(offers.keep(ONE, Standing.UNKNOWN, A, NOON.plusSeconds(30))).isEmpty();

        assertThat(offers.dropUntil(NOON.plusSeconds(29))).isEmpty();
        assertThat(offers.of(ONE)).contains(A);
        assertThat(offers.dropUntil(NOON.plusSeconds(30))).containsExactly(A);
    }

    @Test
    void theEndOfAnOfferThatWasReplacedEndsNothing() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);
        offers.keep(ONE, Standing.UNKNOWN, B, NOON.plusSeconds(30));
        offers.keep(TWO, Standing.UNKNOWN, A, NOON.plusSeconds(31));

        assertThat(offers.dropUntil(NOON.plusSeconds(10))).isEmpty();

        assertThat(offers.holderOf(A)).contains(TWO);
        assertThat(offers.dropUntil(NOON.plusSeconds(60))).containsExactly(B, A);
    }

    @Test
    void aWithdrawnOfferIsGoneAtOnceAndForGood() {
        offers.keep(ONE, Standing.UNKNOWN, A, NOON);

        assertThat(offers.withdraw(ONE)).contains(A);

        assertThat(offers.of(ONE)).isEmpty();
        assertThat(offers.isOffered(A)).isFalse();
        assertThat(offers.withdraw(ONE)).isEmpty();
        assertThat(offers.dropUntil(NOON)).isEmpty();
    }

    @Test
    void tooManyOffersToUnknownClientsPushOutTheOldestOfThem() {
        offers.keep(TWO, Standing.KNOWN, A, NOON);
        offers.keep(ONE, Standing.UNKNOWN, B, NOON.plusSeconds(1));
        offers.keep(ONE_FAR, Standing.UNKNOWN, C, NOON.plusSeconds(2));
        offers.keep(ONE, Standing.UNKNOWN, B, NOON.plusSeconds(3));

        assertThat(offers.dropBeyond(2)).isEmpty();
        assertThat(offers.dropBeyond(1)).containsExactly(C);

        assertThat(offers.of(ONE_FAR)).isEmpty();
        assertThat(offers.holderOf(A)).contains(TWO);
        assertThat(offers.dropBeyond(0)).containsExactly(B);
        assertThat(offers.dropBeyond(0)).isEmpty();
        assertThat(offers.dropUntil(NOON.plusSeconds(60))).containsExactly(A);
    }

    @Test
    void aClientThatAsksAgainAndAgainHasOneOffer() {
        for (int i = 0; i < 10_000; i++) {
            offers.keep(ONE, Standing.UNKNOWN, A, NOON.plusSeconds(i));
        }

        assertThat(offers.dropUntil(NOON.plusSeconds(9_998))).isEmpty();
        assertThat(offers.dropUntil(NOON.plusSeconds(9_999))).containsExactly(A);
    }
}
