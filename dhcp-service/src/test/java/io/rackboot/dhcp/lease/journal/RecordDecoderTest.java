package io.rackboot.dhcp.lease.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
    private static final Instant GRANTED = Instant.ofEpochSecond(1_795_000_000, 5);
    private static final Lease LEASE = new Lease(
            Ip4Address.parse("10.0.0.7"),
            new ClientKey("525400000001"),
            HardwareAddress.ofMac("52:54:00:00:00:01"),
            Optional.of(Octets.ofHex("ff01")),
            "rack",
            Optional.empty(),
            GRANTED,
            GRANTED.plusSeconds(600),
            Lease.State.BOUND);

    @Test
    void readsLeasesOfTheVersionBeforeContacts() {
        var body = ByteBuffer.wrap(Octets.ofHex(
                        "01" // a commit
                                + "00000001" // of one lease
                                + "0a000007" + "00"
                                + "000000006afd86c0" + "00000005"
                                + "000000006afd8918" + "00000005"
                                + "01" + "00000006" + "525400000001"
                                + "00000002" + "ff01"
                                + "0000000c" + "353235343030303030303031"
                                + "00000004" + "7261636b"
                                + "ffffffff"
                                + "0000000000000009" + "00000000") // no facts from 9 on
                .toByteArray());

        assertThat(RecordDecoder.body(body)).isEqualTo(new RecordDecoder.Body.Committed(List.of(LEASE), 9, List.of()));
    }

    @Test
    void readsWhatIsWritten() {
        var lease = LEASE.heard(new Contact(GRANTED.plusMillis(70), Optional.of(Octets.ofHex("010165"))));
        var encoder = new RecordEncoder();
        encoder.commit(InGroup.of(0), List.of(LEASE, lease), 9, List.of(), _ -> {});

        var body = encoder.written().position(RecordEncoder.HEADER).slice();

        assertThat(RecordDecoder.body(body))
                .isEqualTo(new RecordDecoder.Body.Committed(List.of(LEASE, lease), 9, List.of()));
    }
}
