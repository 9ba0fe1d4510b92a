package io.rackboot.tftp;

import io.rackboot.tftp.wire.Mode;
import io.rackboot.tftp.wire.TftpOption;
import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpReader;
import io.rackboot.tftp.wire.TftpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// A client that never repeats anything of its own accord, so that every repetition seen is the server's.
final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 4000;
    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[65536];
    private InetSocketAddress tid;
    private int repeatedData;

    TestClient(InetSocketAddress server) throws IOException {
        this(server, new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1")));
    }

    TestClient(InetSocketAddress server, DatagramSocket socket) throws IOException {
        this.server = server;
        this.tid = server;
        this.socket = socket;
        socket.setReceiveBufferSize(1 << 20);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static Rrq rrq(String filename, String... options) {
        return new Rrq(filename, Mode.OCTET, options(options));
    }

    static List<TftpOption> options(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> new TftpOption(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
                .toList();
    }

    /// Sends a request to the server's well-known port.
    void request(TftpPacket request) throws IOException {
        tid = server;
        sendTo(request, server);
    }

    /// Sends a packet to where the last one came from.
    void send(TftpPacket packet) throws IOException {
        sendTo(packet, tid);
    }

    void sendTo(TftpPacket packet, InetSocketAddress target) throws IOException {
        var bytes = TftpWriter.write(packet);
        socket.send(new DatagramPacket(bytes.array(), bytes.limit(), target));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, server));
    }

    /// {@return the next packet; fails when none comes}
    TftpPacket receive() throws IOException {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        tid = (InetSocketAddress) packet.getSocketAddress();
        var bytes = ByteBuffer.allocate(packet.getLength());
        return TftpReader.read(bytes.put(buffer, 0, packet.getLength()).flip());
    }

    /// {@return where the last packet came from}
    InetSocketAddress tid() {
        return tid;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// {@return DATA packets that came once more}
    int repeatedData() {
        return repeatedData;
    }

    /// Fetches a file as RFC 7440 says, and fails for an ERROR.
    byte[] fetch(Rrq rrq) throws IOException {
        request(rrq);
        var reception = new Reception();
        while (!reception.complete) {
            switch (receive()) {
                case Oack oack -> {
                    reception.blksize = value(oack, TftpOption.BLKSIZE, reception.blksize);
                    reception.windowsize = value(oack, TftpOption.WINDOWSIZE, reception.windowsize);
                    send(new Ack(0));
                }
                case Data(int block, ByteBuffer payload) -> reception.take(block, payload);
                case TftpPacket other -> throw new IOException("unexpected " + other);
            }
        }
        return reception.file.toByteArray();
    }

    /// Fetches a file of which only the effects matter.
    void fetchQuietly(Rrq rrq) {
        try {
            fetch(rrq);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Reception {
        private final ByteArrayOutputStream file = new ByteArrayOutputStream();
        private int blksize = 512;
        private int windowsize = 1;
        private int last;
        private int sinceAck;
        private boolean gapTold;
        private boolean complete;

        void take(int block, ByteBuffer payload) throws IOException {
            int ahead = Math.floorMod(block - last, 65536);
            if (ahead == 1) {
                next(block, payload);
            } else if (ahead == 0) {
                repeatedData++;
                acknowledge();
            } else if (ahead > 32768) {
                repeatedData++;
            } else if (!gapTold) {
                gapTold = true;
                acknowledge();
            }
        }

        private void next(int block, ByteBuffer payload) throws IOException {
            last = block;
            gapTold = false;
            complete = payload.remaining() < blksize;
            file.write(bytes(payload));
            sinceAck++;
            if (complete || sinceAck == windowsize) {
                acknowledge();
            }
        }

        private void acknowledge() throws IOException {
            sinceAck = 0;
            send(new Ack(last));
        }
    }

    /// Goes on acknowledging the last block for as long as the server repeats it.
    void acknowledgeUntil(BooleanSupplier over) throws IOException {
        socket.setSoTimeout(20);
        while (!over.getAsBoolean()) {
            try {
                if (receive() instanceof Data(int block, var _)) {
                    repeatedData++;
                    send(new Ack(block));
                }
            } catch (SocketTimeoutException _) {
                // Look again whether it is over.
            }
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /// {@return whether nothing arrives for a moment; to be used after something that would have made it arrive}
    boolean hearsNothing(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /// Sends a request of which only the effects matter.
    void requestQuietly(TftpPacket request) {
        try {
            request(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return whether that packet arrives before the client has heard nothing for so long}
    boolean hearsWithin(int millis, TftpPacket wanted) {
        try {
            socket.setSoTimeout(millis);
            while (true) {
                if (receive().equals(wanted)) {
                    return true;
                }
            }
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Error error(TftpPacket packet) {
        if (packet instanceof Error error) {
            return error;
        }
        throw new AssertionError("not an ERROR: " + packet);
    }

    private static byte[] bytes(ByteBuffer payload) {
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private static int value(Oack oack, String name, int otherwise) {
        return oack.options().stream()
                .filter(option -> option.is(name))
                .mapToInt(option -> Integer.parseInt(option.value()))
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    public void close() {
        socket.close();
    }
}
