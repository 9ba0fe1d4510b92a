package io.rackboot.tftp.wire;

import java.nio.ByteBuffer;
import java.util.List;

/// A TFTP packet (RFC 1350 §5, RFC 2347).
///
/// Text is carried as ISO 8859-1, one character per byte, so that what firmware really sent is kept to the byte.
public sealed interface TftpPacket {

    /// A request to read or to write a file.
    sealed interface Request extends TftpPacket {
        /// {@return the name asked for, never empty}
        String filename();

        /// {@return how the bytes are to be carried}
        Mode mode();

        /// {@return the options in the order sent}
        List<TftpOption> options();
    }

    /// A request to read a file.
    ///
    /// ```
    ///  2 bytes   string   1   string   1   string   1   string   1
    /// +--------+----------+---+--------+---+--------+---+--------+---+
    /// |   1    | filename | 0 |  mode  | 0 | option | 0 | value  | 0 | ...
    /// +--------+----------+---+--------+---+--------+---+--------+---+
    /// ```
    record Rrq(String filename, Mode mode, List<TftpOption> options) implements Request {
        /// Copies the options.
        public Rrq {
            options = List.copyOf(options);
        }
    }

    /// A request to write a file; as [Rrq] with opcode 2.
    record Wrq(String filename, Mode mode, List<TftpOption> options) implements Request {
        /// Copies the options.
        public Wrq {
            options = List.copyOf(options);
        }
    }

    /// One block of a file; one shorter than `blksize` is the last.
    ///
    /// ```
    ///  2 bytes   2 bytes    0 to blksize bytes
    /// +--------+---------+--------------------+
    /// |   3    |  block  |      payload       |
    /// +--------+---------+--------------------+
    /// ```
    ///
    /// @param block the block number modulo 65536
    /// @param payload a read-only view, position to limit
    record Data(int block, ByteBuffer payload) implements TftpPacket {
        /// Bytes before the payload.
        public static final int HEADER_LENGTH = 4;
    }

    /// Everything up to this block arrived.
    ///
    /// ```
    ///  2 bytes   2 bytes
    /// +--------+---------+
    /// |   4    |  block  |
    /// +--------+---------+
    /// ```
    ///
    /// @param block the block number modulo 65536
    record Ack(int block) implements TftpPacket {}

    /// The end of a transfer, or a request refused.
    ///
    /// ```
    ///  2 bytes   2 bytes    string    1
    /// +--------+-----------+---------+---+
    /// |   5    | errorCode | message | 0 |
    /// +--------+-----------+---------+---+
    /// ```
    record Error(int code, String message) implements TftpPacket {
        /// An error of one of the RFC's codes.
        public static Error of(ErrorCode code, String message) {
            return new Error(code.number(), message);
        }
    }

    /// The options that the server grants, in place of the first DATA.
    ///
    /// ```
    ///  2 bytes   string   1   string   1
    /// +--------+--------+---+--------+---+
    /// |   6    | option | 0 | value  | 0 | ...
    /// +--------+--------+---+--------+---+
    /// ```
    record Oack(List<TftpOption> options) implements TftpPacket {
        /// Copies the options.
        public Oack {
            options = List.copyOf(options);
        }
    }
}
