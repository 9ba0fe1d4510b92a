package io.rackboot.tftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.tftp.wire.TftpOption;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {
    private static final Limits LIMITS = new Limits(1468, 64);
    private static final OptionalLong SIZE = OptionalLong.of(1000);

    @Test
    void nothingOfferedIsRfc1350() {
        assertThat(accept()).isEqualTo(new Terms(512, 1, Optional.empty(), false, Optional.empty()));
    }

    @Test
    void edk2sProbeIsGranted() {
        var terms = accept("tsize", "0", "blksize", "1468", "windowsize", "4");

        assertThat(terms)
                .isEqualTo(new Terms(
                        1468,
                        4,
                        Optional.empty(),
                        true,
                        Optional.of(oack("blksize", "1468", "tsize", "1000", "windowsize", "4"))));
    }

    @Test
    void namesMatchInAnyCase() {
        assertThat(accept("BLKSIZE", "1024", "tSize", "0").oack()).contains(oack("blksize", "1024", "tsize", "1000"));
    }

    @ParameterizedTest
    @CsvSource({
        "blksize, 8, 8",
        "blksize, 1468, 1468",
        "blksize, 1469, 1468",
        "blksize, 65464, 1468",
        "blksize, 65535, 1468",
        "timeout, 1, 1",
        "timeout, 255, 255",
        "windowsize, 1, 1",
        "windowsize, 64, 64",
        "windowsize, 65535, 64"
    })
    void isGrantedUpToTheLimit(String name, String offered, String granted) {
        assertThat(accept(name, offered).oack()).contains(oack(name, granted));
    }

    @ParameterizedTest
    @CsvSource({
        "blksize, 7",
        "blksize, 65536",
        "blksize, 0",
        "blksize, -1",
        "blksize, ''",
        "blksize, 512x",
        "blksize, ' 512'",
        "blksize, 99999999999999999999",
        "timeout, 0",
        "timeout, 256",
        "windowsize, 0",
        "windowsize, 65536",
        "multicast, ''"
    })
    void isDeclinedByLeavingItOut(String name, String offered) {
        var terms = accept(name, offered);

        assertThat(terms).isEqualTo(new Terms(512, 1, Optional.empty(), false, Optional.empty()));
    }

    @Test
    void aSizeThatIsNotKnownIsLeftOut() {
        var terms = offer("tsize", "0").accept(LIMITS, OptionalLong.empty());

        assertThat(terms).isEqualTo(new Terms(512, 1, Optional.empty(), true, Optional.empty()));
    }

    @Test
    void timeoutIsKept() {
        assertThat(accept("timeout", "6").timeout()).contains(Duration.ofSeconds(6));
    }

    @Test
    void anOptionGivenTwiceIsAContradiction() {
        assertThat(Offer.parse(options("blksize", "512", "BlkSize", "1024")))
                .isEqualTo(new Offer.Parsed.Contradictory("option BlkSize is given twice"));
    }

    @Test
    void limitsAreThoseOfTheRfcs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(65465, 1))
                .withMessage("blksize must be 8 to 65464, not 65465");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(8, 0))
                .withMessage("windowsize must be 1 to 65535, not 0");
    }

    private static Terms accept(String... options) {
        return offer(options).accept(LIMITS, SIZE);
    }

    private static Offer offer(String... options) {
        return switch (Offer.parse(options(options))) {
            case Offer.Parsed.Acceptable(Offer offer) -> offer;
            case Offer.Parsed.Contradictory(String detail) -> throw new AssertionError(detail);
        };
    }

    private static Oack oack(String... options) {
        return new Oack(options(options));
    }

    private static List<TftpOption> options(String... namesAndValues) {
        return java.util.stream.IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> new TftpOption(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
                .toList();
    }
}
