package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Option 119 (RFC 3397).
class DomainNameTest {
    @Test
    void writesAnEndThatRepeatsOnce() {
        // The RFC's own example: eng.apple.com., marketing.apple.com.
        var bytes = Octets.ofHex("03656e67" + "056170706c65" + "03636f6d" + "00" + "096d61726b6574696e67" + "c004");

        assertThat(encoded("eng.apple.com", "marketing.apple.com.")).isEqualTo(bytes);
        assertThat(OptionCode.DOMAIN_SEARCH.decode(bytes))
                .extracting(DomainName::toString)
                .containsExactly("eng.apple.com", "marketing.apple.com");
    }

    @ParameterizedTest
    @CsvSource({
        "rack.example, example,       047261636b076578616d706c6500 c005",
        "example, rack.example,       076578616d706c6500 047261636bc000",
        "rack.example, rack.example,  047261636b076578616d706c6500 c000",
        "a.example, b.test,           0161076578616d706c6500 0162047465737400",
    })
    void pointsToWholeNamesAndToTheirEnds(String first, String second, String hex) {
        var bytes = Octets.ofHex(hex.replace(" ", ""));

        assertThat(encoded(first, second)).isEqualTo(bytes);
        assertThat(OptionCode.DOMAIN_SEARCH.decode(bytes))
                .containsExactly(DomainName.parse(first), DomainName.parse(second));
    }

    @Test
    void survivesBeingSplitOverSeveralOptions() {
        var names = IntStream.range(0, 60)
                .mapToObj(i -> DomainName.parse("a-rather-long-label-" + i + ".rack.example"))
                .toList();
        var bytes = OptionCode.DOMAIN_SEARCH.encode(names);

        assertThat(bytes.length()).isGreaterThan(3 * 255);
        assertThat(OptionCode.DOMAIN_SEARCH.decode(bytes)).isEqualTo(names);
    }

    @Test
    void pointsNoFartherThanAPointerCan() {
        var names = Stream.concat(
                        IntStream.range(0, 700).mapToObj(i -> "label-" + i + "-that-stands-alone.t" + i),
                        Stream.of("x.late", "y.late"))
                .map(DomainName::parse)
                .toList();
        var bytes = OptionCode.DOMAIN_SEARCH.encode(names);

        assertThat(bytes.length()).isGreaterThan(0x3fff);
        assertThat(OptionCode.DOMAIN_SEARCH.decode(bytes)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "-a.example", "a-.example", "a b", "ä.example", ".example"})
    void refusesWhatIsNoName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(text))
                .withMessage("not a domain name: " + text);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("a".repeat(64) + ".example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(String.join(".", java.util.Collections.nCopies(128, "a"))));
        assertThat(DomainName.parse(String.join(".", java.util.Collections.nCopies(127, "a")))
                        .labels())
                .hasSize(127);
    }

    @ParameterizedTest
    @CsvSource({
        "'',           option 119 DOMAIN_SEARCH at byte 0: 0 bytes are too few for domain names",
        "0161,         option 119 DOMAIN_SEARCH at byte 2: 2 bytes are too few for domain names",
        "056161,       option 119 DOMAIN_SEARCH at byte 1: 3 bytes are too few for domain names",
        "00,           domain name at byte 0: of 1 bytes",
        "c000,         domain name at byte 0: a pointer to byte 0 leads nowhere",
        "0161c000,     domain name at byte 0: a pointer to byte 0 leads nowhere",
        "016100 c004,  domain name at byte 3: a pointer to byte 4 leads nowhere",
        "0161c0ff,     domain name at byte 0: a pointer to byte 255 leads nowhere",
        "016100 0162c1, option 119 DOMAIN_SEARCH at byte 6: 6 bytes are too few for domain names",
        "8161,         domain name at byte 0: a label of 129 bytes",
    })
    void isMalformedWhereItEndsEarlyOrNever(String hex, String message) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> OptionCode.DOMAIN_SEARCH.decode(Octets.ofHex(hex.replace(" ", ""))))
                .withMessage(message);
    }

    @Test
    void everyCutAndEveryFlippedBitIsReadOrMalformed() {
        var good = encoded("eng.apple.com", "marketing.apple.com", "apple.com").toByteArray();
        for (int at = 0; at < good.length; at++) {
            readOrMalformed(Octets.of(good).slice(0, at));
            for (int bit = 0; bit < 8; bit++) {
                var bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                readOrMalformed(Octets.of(bad));
            }
        }
    }

    private static void readOrMalformed(Octets bytes) {
        try {
            assertThat(OptionCode.DOMAIN_SEARCH.decode(bytes)).isNotEmpty();
        } catch (MalformedMessageException expected) {
            assertThat(expected).hasMessageContaining("at byte");
        }
    }

    private static Octets encoded(String... names) {
        return OptionCode.DOMAIN_SEARCH.encode(
                List.of(names).stream().map(DomainName::parse).toList());
    }
}
