package io.rackboot.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Replays what clients sent in captures of real boots, for many machines at once, as a relay passes it on: each
/// message with the machine's hardware address and a transaction of its own, and with the address it was offered. A
/// machine always boots in the same way, so that nobody is new any more once each has booted.
///
/// A program of its own, to be run on a client host: arguments are the server, this relay's address, how many machines
/// there are, how many boots, the number of the first, and the captures. Prints how many messages were sent and
/// answered.
final class Replay {
    private static final int AT_ONCE = 32;
    private static final int PATIENCE_MILLISECONDS = 300;
    private static final int BOOTREQUEST = 1;
    private static final int XID = 4;
    private static final int YIADDR = 16;
    private static final int GIADDR = 24;
    private static final int CHADDR = 28;
    private static final int OPTIONS = 240;
    private static final int REQUESTED_ADDRESS = 50;
    private static final int MESSAGE_TYPE = 53;
    private static final int SERVER_IDENTIFIER = 54;

    private final InetSocketAddress server;
    private final byte[] relay;
    private final int machines;
    private final List<List<byte[]>> captures;
    private final DatagramSocket socket;
    private final ConcurrentHashMap<Long, BlockingQueue<byte[]>> booting = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();

    private Replay(InetSocketAddress server, Inet4Address relay, int machines, List<List<byte[]>> captures)
            throws SocketException {
        this.server = server;
        this.relay = relay.getAddress();
        this.machines = machines;
        this.captures = captures;
        socket = new DatagramSocket(67, relay);
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var captures = new ArrayList<List<byte[]>>();
        for (var capture : Arrays.asList(arguments).subList(5, arguments.length)) {
            captures.add(requests(Files.readAllBytes(Path.of(capture))));
        }
        var replay = new Replay(
                new InetSocketAddress(arguments[0], 67),
                (Inet4Address) InetAddress.getByName(arguments[1]),
                Integer.parseInt(arguments[2]),
                captures);
        replay.run(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        System.out.println(replay.sent + " " + replay.answered);
    }

    private void run(int boots, int first) throws InterruptedException {
        Thread.ofPlatform().daemon().start(this::receive);
        try (var atOnce =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            IntStream.range(first, first + boots).forEach(boot -> atOnce.submit(() -> boot(boot)));
        }
        socket.close();
    }

    private void boot(int boot) {
        int number = boot % machines;
        var machine = 0x02_78_00_00_00_00L + number;
        var replies = new ArrayBlockingQueue<byte[]>(16);
        booting.put(machine, replies);
        var offer = new byte[OPTIONS];
        var serverIdentifier = server.getAddress().getAddress();
        try {
            for (var captured : captures.get(number % captures.size())) {
                var message = ByteBuffer.wrap(captured.clone());
                personalise(message, machine, boot);
                value(message, REQUESTED_ADDRESS).ifPresent(at -> message.put(at, offer, YIADDR, 4));
                value(message, SERVER_IDENTIFIER).ifPresent(at -> message.put(at, serverIdentifier));
                socket.send(new DatagramPacket(message.array(), message.capacity(), server));
                sent.increment();
                var reply = isAnswered(message) ? replies.poll(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS) : null;
                if (reply != null) {
                    answered.increment();
                    System.arraycopy(reply, 0, offer, 0, OPTIONS);
                }
            }
        } catch (IOException e) {
            System.err.println("not sent: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            booting.remove(machine, replies);
        }
    }

    /// The address in ciaddr stays: it is one of the captured network, and such messages are a part of the story.
    private void personalise(ByteBuffer message, long machine, int boot) {
        var captured = new byte[6];
        message.get(CHADDR, captured);
        var own = Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(machine).array(), 2, 8);
        for (int at = CHADDR; at + 6 <= message.capacity(); at++) {
            if (Arrays.equals(message.array(), at, at + 6, captured, 0, 6)) {
                message.put(at, own); // in chaddr and in client identifiers
            }
        }
        message.putInt(XID, message.getInt(XID) + boot * 0x9e3779b1);
        message.put(GIADDR, relay);
    }

    private static boolean isAnswered(ByteBuffer message) {
        return value(message, MESSAGE_TYPE)
                .map(at -> message.get(at) != 4 && message.get(at) != 7) // DHCPDECLINE, DHCPRELEASE
                .orElse(true);
    }

    /// Where the value of an option stands.
    private static Optional<Integer> value(ByteBuffer message, int option) {
        for (int at = OPTIONS; at + 2 < message.capacity() && message.get(at) != (byte) 255; ) {
            if (message.get(at) == option) {
                return Optional.of(at + 2);
            }
            at += message.get(at) == 0 ? 1 : 2 + Byte.toUnsignedInt(message.get(at + 1));
        }
        return Optional.empty();
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                socket.receive(packet);
                var reply = ByteBuffer.wrap(packet.getData()).getLong(CHADDR) >>> 16;
                Optional.ofNullable(booting.get(reply))
                        .ifPresent(replies -> replies.offer(Arrays.copyOf(packet.getData(), OPTIONS)));
            }
        } catch (IOException _) {
            // closed: the last boot is over
        }
    }

    /// {@return what clients asked in a capture of Ethernet frames}
    private static List<byte[]> requests(byte[] pcap) {
        var file = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
        var requests = new ArrayList<byte[]>();
        for (int at = 24; at + 16 <= pcap.length; at += 16 + file.getInt(at + 8)) {
            var frame = ByteBuffer.wrap(pcap, at + 16, file.getInt(at + 8)).slice();
            var udp = 14 + (frame.get(14) & 0xf) * 4;
            boolean request = frame.getShort(12) == 0x0800
                    && frame.get(23) == 17
                    && frame.getShort(udp + 2) == 67
                    && frame.get(udp + 8) == BOOTREQUEST; // a relay is answered at the same port
            if (request) {
                requests.add(Arrays.copyOfRange(
                        pcap, at + 16 + udp + 8, at + 16 + udp + Short.toUnsignedInt(frame.getShort(udp + 4))));
            }
        }
        return requests;
    }
}
