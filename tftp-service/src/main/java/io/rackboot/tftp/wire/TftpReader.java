package io.rackboot.tftp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads one packet from the bytes of one datagram.
public final class TftpReader {
    private final ByteBuffer datagram;
    private final int start;

    private TftpReader(ByteBuffer datagram) {
        this.datagram = datagram;
        this.start = datagram.position();
    }

    /// Reads the bytes from position to limit; the buffer is left as it was.
    ///
    /// @throws MalformedMessageException and nothing else, whatever the bytes
    public static TftpPacket read(ByteBuffer datagram) {
        return new TftpReader(datagram.asReadOnlyBuffer()).packet();
    }

    private TftpPacket packet() {
        int opcode = unsignedShort("opcode");
        return switch (opcode) {
            case Opcode.RRQ -> new Rrq(filename(), mode(), options());
            case Opcode.WRQ -> new Wrq(filename(), mode(), options());
            case Opcode.DATA -> new Data(unsignedShort("block"), datagram.slice());
            // What follows the block number is passed over: some ROMs pad what they send.
            case Opcode.ACK -> new Ack(unsignedShort("block"));
            case Opcode.ERROR -> new Error(unsignedShort("errorCode"), message());
            case Opcode.OACK -> new Oack(options());
            default -> throw new MalformedMessageException(0, "opcode", "no packet has number " + opcode);
        };
    }

    private String filename() {
        int offset = offset();
        var filename = string("filename");
        if (filename.isEmpty()) {
            throw new MalformedMessageException(offset, "filename", "is empty");
        }
        return filename;
    }

    private Mode mode() {
        int offset = offset();
        var name = string("mode");
        return Mode.named(name)
                .orElseThrow(() -> new MalformedMessageException(offset, "mode", "is none of RFC 1350's"));
    }

    private List<TftpOption> options() {
        var options = new ArrayList<TftpOption>();
        while (!onlyPaddingLeft()) {
            int offset = offset();
            var name = string("option name");
            if (name.isEmpty()) {
                throw new MalformedMessageException(offset, "option name", "is empty");
            }
            options.add(new TftpOption(name, string("option value")));
        }
        return options;
    }

    /// Firmware that sends a buffer of fixed length leaves NULs behind the last string.
    private boolean onlyPaddingLeft() {
        for (int i = datagram.position(); i < datagram.limit(); i++) {
            if (datagram.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The message may lack its NUL: it is for people, and its code already ends the transfer.
    private String message() {
        int end = datagram.position();
        while (end < datagram.limit() && datagram.get(end) != 0) {
            end++;
        }
        return text(end);
    }

    private String string(String what) {
        for (int end = datagram.position(); end < datagram.limit(); end++) {
            if (datagram.get(end) == 0) {
                var text = text(end);
                datagram.get();
                return text;
            }
        }
        throw new MalformedMessageException(offset(), what, "has no NUL at its end");
    }

    private String text(int end) {
        var bytes = new byte[end - datagram.position()];
        datagram.get(bytes);
        return new String(bytes, ISO_8859_1);
    }

    private int unsignedShort(String what) {
        if (datagram.remaining() < Short.BYTES) {
            throw new MalformedMessageException(offset(), what, "is cut off");
        }
        return Short.toUnsignedInt(datagram.getShort());
    }

    private int offset() {
        return datagram.position() - start;
    }
}
