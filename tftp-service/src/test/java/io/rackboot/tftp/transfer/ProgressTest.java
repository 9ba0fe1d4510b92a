package io.rackboot.tftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.transfer.Progress.Ended;
import io.rackboot.tftp.transfer.Progress.Offered;
import io.rackboot.tftp.transfer.Progress.Sending;
import io.rackboot.tftp.transfer.Progress.Step;
import io.rackboot.tftp.wire.ErrorCode;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Nested
    class WhenOptionsAreOffered {
        private final Offered plain = new Offered(false, 4);
        private final Offered sizeAsked = new Offered(true, 4);

        @Test
        void ack0BeginsTheData() {
            assertThat(plain.on(new Ack(0))).isEqualTo(new Step.Moved(Sending.start(4)));
        }

        @Test
        void otherAcksMeanNothing() {
            assertThat(plain.on(new Ack(1))).isEqualTo(new Step.Ignored());
        }

        @Test
        void anErrorAfterTheSizeIsAProbe() {
            assertThat(sizeAsked.on(new Error(8, "User aborted the transfer")))
                    .isEqualTo(new Step.Moved(new Ended(new Ending.Probe())));
            assertThat(sizeAsked.on(new Error(0, "TFTP Aborted")))
                    .isEqualTo(new Step.Moved(new Ended(new Ending.Probe())));
        }

        @Test
        void anErrorWithoutSizeIsAnAbort() {
            assertThat(plain.on(Error.of(ErrorCode.OPTION_NEGOTIATION_FAILED, "blksize")))
                    .isEqualTo(aborted("the client sent ERROR 8 \"blksize\""));
        }
    }

    @Nested
    class WhenOneBlockIsOut {
        private final Sending sending = sending(7, 8, 10, 1);

        @Test
        void itsAckMovesOn() {
            assertThat(sending.on(new Ack(8))).isEqualTo(moved(sending(8, 8, 10, 1)));
        }

        @Test
        void theAckBeforeIsIgnoredForTheSorcerersSake() {
            assertThat(sending.on(new Ack(7))).isEqualTo(new Step.Ignored());
        }

        @Test
        void olderAndFutureAcksAreIgnored() {
            assertThat(sending.on(new Ack(6))).isEqualTo(new Step.Ignored());
            assertThat(sending.on(new Ack(9))).isEqualTo(new Step.Ignored());
            assertThat(sending.on(new Ack(65535))).isEqualTo(new Step.Ignored());
        }

        @Test
        void theLastAckEndsIt() {
            assertThat(sending(9, 10, 10, 1).on(new Ack(10)))
                    .isEqualTo(new Step.Moved(new Ended(new Ending.Complete())));
        }

        @Test
        void packetsThatHaveNoPlaceHereAreIgnored() {
            assertThat(sending.on(new Data(8, ByteBuffer.allocate(0)))).isEqualTo(new Step.Ignored());
        }

        @Test
        void anErrorAborts() {
            assertThat(sending.on(new Error(3, "disk\u0007full\u00e9")))
                    .isEqualTo(aborted("the client sent ERROR 3 \"disk.full.\""));
        }

        @Test
        void aTimeOutGoesBackToTheLastBlockAcknowledged() {
            assertThat(sending.rewound()).isEqualTo(new Sending(7, 7, 10, 1, 8, false));
        }
    }

    @Nested
    class WhenAWindowIsOut {
        private final Sending sending = sending(100, 116, Sending.UNKNOWN, 16);

        @Test
        void theLastAckOpensTheNextWindow() {
            var next = sending(116, 116, Sending.UNKNOWN, 16);
            assertThat(sending.on(new Ack(116))).isEqualTo(moved(next));
            assertThat(next.windowEnd(Sending.UNKNOWN)).isEqualTo(132);
        }

        @Test
        void anAckInsideGoesOnFromThere() {
            assertThat(sending.on(new Ack(103))).isEqualTo(moved(sending(103, 103, Sending.UNKNOWN, 16)));
        }

        @Test
        void aRepeatedAckOnlyHastens() {
            assertThat(sending.on(new Ack(100))).isEqualTo(new Step.Hasten());
        }

        @Test
        void afterATimeOutAnAckInsideMayAnswerABlockThatCameTwice() {
            var again = sending.rewound().sentUpTo(116, Sending.UNKNOWN);

            assertThat(again.on(new Ack(115))).isEqualTo(moved(new Sending(115, 116, Sending.UNKNOWN, 16, 116, true)));
            assertThat(again.on(new Ack(116))).isEqualTo(moved(new Sending(116, 116, Sending.UNKNOWN, 16, 116, false)));
        }

        @Test
        void theWindowEndsWithTheFile() {
            assertThat(sending.windowEnd(110)).isEqualTo(110);
            assertThat(sending.windowEnd(116)).isEqualTo(116);
            assertThat(sending.windowEnd(117)).isEqualTo(116);
        }
    }

    @Nested
    class WhenBlockNumbersRollOver {
        @Test
        void block65536IsNumber0() {
            assertThat(sending(65535, 65536, Sending.UNKNOWN, 1).on(new Ack(0)))
                    .isEqualTo(moved(sending(65536, 65536, Sending.UNKNOWN, 1)));
        }

        @Test
        void aWindowMayReachAcross() {
            var sending = sending(65530, 65546, Sending.UNKNOWN, 16);
            assertThat(sending.on(new Ack(10))).isEqualTo(moved(sending(65546, 65546, Sending.UNKNOWN, 16)));
            assertThat(sending.on(new Ack(65535))).isEqualTo(moved(sending(65535, 65535, Sending.UNKNOWN, 16)));
            assertThat(sending.on(new Ack(11))).isEqualTo(new Step.Ignored());
        }

        @Test
        void theLargestWindowIsNotAmbiguous() {
            var sending = sending(10, 10 + 65535, Sending.UNKNOWN, 65535);
            assertThat(sending.on(new Ack(9))).isEqualTo(moved(sending(65545, 65545, Sending.UNKNOWN, 65535)));
            assertThat(sending.on(new Ack(10))).isEqualTo(new Step.Hasten());
        }
    }

    private static Sending sending(long acknowledged, long sent, long last, int windowsize) {
        return new Sending(acknowledged, sent, last, windowsize, 0, false);
    }

    private static Step moved(Sending next) {
        return new Step.Moved(next);
    }

    private static Step aborted(String reason) {
        return new Step.Moved(new Ended(new Ending.Aborted(reason)));
    }
}
