package io.rackboot.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The DHCPACKs in a capture, as the clients saw them.
final class Acks {
    private static final int GLOBAL_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int UDP = 8;
    private static final int OPTIONS = 240;

    private Acks() {}

    /// @param xid as 8 hex digits
    /// @param chaddr as 12 hex digits
    record Ack(String xid, String chaddr, String yiaddr) {}

    /// {@return all of them, in order; a record that is still being written is left out}
    static List<Ack> in(Path capture) {
        try {
            var file = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.nativeOrder());
            var acks = new ArrayList<Ack>();
            for (int at = GLOBAL_HEADER; at + RECORD_HEADER <= file.limit(); ) {
                int length = file.getInt(at + 8);
                at += RECORD_HEADER;
                if (at + length > file.limit()) {
                    break;
                }
                var frame = file.slice(at, length);
                var ipHeader = (frame.get(ETHERNET) & 0xf) * 4;
                var message = frame.slice(ETHERNET + ipHeader + UDP, length - ETHERNET - ipHeader - UDP);
                if (isAck(message)) {
                    acks.add(new Ack(hex(message, 4, 4), hex(message, 28, 6), address(message, 16)));
                }
                at += length;
            }
            return acks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAck(ByteBuffer message) {
        for (int at = OPTIONS; at + 2 < message.limit() && message.get(at) != (byte) 255; ) {
            if (message.get(at) == 53) {
                return message.get(at + 2) == 5;
            }
            at += message.get(at) == 0 ? 1 : 2 + Byte.toUnsignedInt(message.get(at + 1));
        }
        return false;
    }

    private static String hex(ByteBuffer message, int at, int length) {
        var bytes = new byte[length];
        message.get(at, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String address(ByteBuffer message, int at) {
        return "%d.%d.%d.%d"
                .formatted(
                        message.get(at) & 0xff,
                        message.get(at + 1) & 0xff,
                        message.get(at + 2) & 0xff,
                        message.get(at + 3) & 0xff);
    }
}
