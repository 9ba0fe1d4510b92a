package io.rackboot.tftp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Request;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes packets.
public final class TftpWriter {
    private TftpWriter() {}

    /// {@return the packet's bytes in a new buffer, position to limit}
    public static ByteBuffer write(TftpPacket packet) {
        return switch (packet) {
            case Rrq rrq -> request(Opcode.RRQ, rrq);
            case Wrq wrq -> request(Opcode.WRQ, wrq);
            case Data(int block, ByteBuffer payload) ->
                dataHeader(ByteBuffer.allocate(Data.HEADER_LENGTH + payload.remaining()), block)
                        .put(payload.duplicate())
                        .flip();
            case Ack(int block) -> numbers(Opcode.ACK, block, 0).flip();
            case Error(int code, String message) ->
                string(numbers(Opcode.ERROR, code, message.length() + 1), message)
                        .flip();
            case Oack(List<TftpOption> options) ->
                options(ByteBuffer.allocate(Short.BYTES + length(options)).putShort((short) Opcode.OACK), options)
                        .flip();
        };
    }

    /// Puts a DATA packet's header; the payload follows.
    ///
    /// @param block the block number, taken modulo 65536
    /// @return the buffer
    public static ByteBuffer dataHeader(ByteBuffer buffer, long block) {
        return buffer.putShort((short) Opcode.DATA).putShort((short) block);
    }

    private static ByteBuffer request(int opcode, Request request) {
        var mode = request.mode().text();
        int length = Short.BYTES + request.filename().length() + mode.length() + 2 + length(request.options());
        var buffer = ByteBuffer.allocate(length).putShort((short) opcode);
        string(buffer, request.filename());
        string(buffer, mode);
        return options(buffer, request.options()).flip();
    }

    private static ByteBuffer numbers(int opcode, int number, int more) {
        return ByteBuffer.allocate(2 * Short.BYTES + more)
                .putShort((short) opcode)
                .putShort((short) number);
    }

    private static int length(List<TftpOption> options) {
        return options.stream()
                .mapToInt(option -> option.name().length() + option.value().length() + 2)
                .sum();
    }

    private static ByteBuffer options(ByteBuffer buffer, List<TftpOption> options) {
        for (var option : options) {
            string(buffer, option.name());
            string(buffer, option.value());
        }
        return buffer;
    }

    private static ByteBuffer string(ByteBuffer buffer, String text) {
        return buffer.put(text.getBytes(ISO_8859_1)).put((byte) 0);
    }
}
