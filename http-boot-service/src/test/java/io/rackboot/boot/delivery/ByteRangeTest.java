package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0|10|Part[first=0, last=0]",
                "bytes=0-9|10|Part[first=0, last=9]",
                "bytes=0-|10|Part[first=0, last=9]",
                "bytes=9-|10|Part[first=9, last=9]",
                "bytes=3-5|10|Part[first=3, last=5]",
                "bytes=3-99|10|Part[first=3, last=9]",
                "Bytes= 3-5 |10|Part[first=3, last=5]",
                "bytes=-1|10|Part[first=9, last=9]",
                "bytes=-10|10|Part[first=0, last=9]",
                "bytes=-99|10|Part[first=0, last=9]",
                "bytes=0-18446744073709551616|10|Part[first=0, last=9]",
                "bytes=-18446744073709551616|10|Part[first=0, last=9]",
                "bytes=10-|10|Unsatisfiable[]",
                "bytes=10-20|10|Unsatisfiable[]",
                "bytes=18446744073709551616-|10|Unsatisfiable[]",
                "bytes=9223372036854775808-9223372036854775809|10|Unsatisfiable[]",
                "bytes=-0|10|Unsatisfiable[]",
                "bytes=0-|0|Unsatisfiable[]",
                "bytes=-5|0|Unsatisfiable[]",
                "bytes=0-1,3-4|10|Whole[]",
                "bytes=5-3|10|Whole[]",
                "bytes=-|10|Whole[]",
                "bytes=|10|Whole[]",
                "bytes|10|Whole[]",
                "''|10|Whole[]",
                "lines=0-1|10|Whole[]",
                "bytes=a-b|10|Whole[]",
                "bytes=+1-2|10|Whole[]",
                "bytes=1--2|10|Whole[]",
                "bytes=0x1-2|10|Whole[]",
                "bytes=99999999999999999999999999999999999999999-|10|Whole[]",
            })
    void headersMean(String header, long size, String range) {
        assertThat(ByteRange.of(Optional.of(header), size)).hasToString(range);
    }

    @ParameterizedTest
    @CsvSource({"0", "10"})
    void noHeaderMeansAll(long size) {
        assertThat(ByteRange.of(Optional.empty(), size)).isEqualTo(new ByteRange.Whole());
    }
}
