package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Samples.fact;
import static io.rackboot.dhcp.lease.journal.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine of a lease stands behind all that a former release wrote, so that each release reads the other's files.
class MachineOfLeaseTest {
    private static final InGroup ALONE = new InGroup(1, 0);

    /// A body of two leases and a fact, as the releases before this one wrote it.
    private static final String FORMER =
            "01000000020a00000100000000006b0118722f072f40000000006b0118722f072f400100000006525400000001000000"
                    + "04ff0102010000000c353235343030303030303031000000047261636b0000000b6b6e6f74656e2d312dc3bc0a000002"
                    + "01000000006b0118722f072f40000000006b0118732f072f40010000000652540000000200000004ff0102020000000c"
                    + "353235343030303030303032000000047261636bffffffff0000000000000007000000010000002b0000000469642d31"
                    + "00000018626f6f742e72312e6d312e6c656173652d6772616e746564000000037b317d";

    /// Of the fact at the end, in bytes.
    private static final int FACT = 47;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void aMachineIsReadBack() throws IOException {
        var leases =
                List.of(lease(1, 0), lease(2, 1).of("525400000002"), lease(3, 2).of("525400000003"));
        try (var journal = Journals.open(directory).journal()) {
            Journals.durable(journal, leases, List.of(fact(1)));
        }
        var again = Journals.open(directory);
        try (var journal = again.journal()) {
            assertThat(again.leases()).containsExactlyInAnyOrderElementsOf(leases);
            assertThat(journal.pending(0, 10)).containsExactly(new Pending(1, fact(1)));
        }
    }

    @Test
    void aRecordOfAFormerReleaseIsRead() {
        var former = ByteBuffer.wrap(HexFormat.of().parseHex(FORMER));

        assertThat(RecordDecoder.body(former))
                .isEqualTo(new RecordDecoder.Body.Committed(
                        List.of(unheard(lease(1, 0)), unheard(lease(2, 1))), 7, List.of(former.limit() - FACT)));
    }

    @Test
    void machinesStandBehindWhatFormerReleasesRead() {
        var plain = body(List.of(lease(1, 0), lease(2, 1)));
        var named = body(List.of(lease(1, 0), lease(2, 1).of("525400000002")));

        assertThat(hex(named)).isEqualTo(hex(plain) + "00000001" + "0000000c" + "353235343030303030303032");
        assertThat(RecordDecoder.body(named))
                .isEqualTo(new RecordDecoder.Body.Committed(
                        List.of(lease(1, 0), lease(2, 1).of("525400000002")), 7, List.of(plain.limit() - FACT)));
    }

    private static Lease unheard(Lease lease) {
        return lease.heard(new Contact(lease.granted(), Optional.empty()));
    }

    private static ByteBuffer body(List<Lease> leases) {
        var encoder = new RecordEncoder();
        encoder.commit(ALONE, leases, 7, List.of(fact(1)), new ArrayList<Long>()::add);
        var record = encoder.written();
        return record.slice(RecordEncoder.HEADER, record.limit() - RecordEncoder.HEADER);
    }

    private static String hex(ByteBuffer body) {
        var bytes = new byte[body.limit()];
        body.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
