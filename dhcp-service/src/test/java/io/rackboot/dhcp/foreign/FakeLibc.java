package io.rackboot.dhcp.foreign;

import io.rackboot.dhcp.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A kernel with one interface, which takes everything but what it is told to refuse.
public final class FakeLibc implements Libc {
    public static final int ETHERNET = 1;
    public static final int LOOPBACK = 772;
    /// The interface's hardware address.
    public static final Octets MAC = Octets.ofHex("525400ffffff");

    private static final int DESCRIPTOR = 7;

    /// What went into one socket, or comes out of it.
    public record Sent(Octets message, Octets address) {}

    private final int type;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Queue<Sent> coming = new ConcurrentLinkedQueue<>();

    public FakeLibc(int type) {
        this.type = type;
    }

    /// Has that call fail from now on.
    public FakeLibc refuse(String call, int errno) {
        refusals.put(call, -errno);
        return this;
    }

    /// Has a message come in.
    public FakeLibc receive(Octets message, Octets address) {
        coming.add(new Sent(message, address));
        return this;
    }

    /// {@return the calls and their numbers, in order}
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    private int call(String name, String arguments, int result) {
        calls.add(name + " " + arguments);
        return refusals.getOrDefault(name, result);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return call("socket", domain + " 0x" + Integer.toHexString(type) + " " + protocol, DESCRIPTOR);
    }

    @Override
    public int bind(int descriptor, byte[] address) {
        return call("bind", descriptor + " " + Octets.of(address), 0);
    }

    @Override
    public int getsockname(int descriptor, byte[] address) {
        ByteBuffer.wrap(address)
                .order(ByteOrder.nativeOrder())
                .putShort(8, (short) type)
                .put(11, (byte) 6)
                .put(12, MAC.toByteArray());
        return call("getsockname", descriptor + " " + address.length, 0);
    }

    @Override
    public int sendto(int descriptor, byte[] message, byte[] address) {
        var result = call("sendto", Integer.toString(descriptor), message.length);
        if (result >= 0) {
            sent.add(new Sent(Octets.of(message), Octets.of(address)));
        }
        return result;
    }

    @Override
    public int close(int descriptor) {
        return call("close", Integer.toString(descriptor), 0);
    }

    @Override
    public int setsockopt(int descriptor, int level, int name, byte[] value) {
        return call("setsockopt", descriptor + " " + level + " " + name + " " + Octets.of(value), 0);
    }

    @Override
    public int recvfrom(int descriptor, byte[] message, byte[] address) {
        var next = Optional.ofNullable(coming.poll());
        next.ifPresent(received -> {
            System.arraycopy(
                    received.message().toByteArray(),
                    0,
                    message,
                    0,
                    received.message().length());
            System.arraycopy(
                    received.address().toByteArray(),
                    0,
                    address,
                    0,
                    received.address().length());
        });
        return refusals.getOrDefault(
                "recvfrom", next.map(received -> received.message().length()).orElse(-EAGAIN));
    }

    /// Waits as the kernel does.
    @Override
    public int pollIn(int descriptor, int milliseconds) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (coming.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(100_000);
        }
        return refusals.getOrDefault("poll", coming.isEmpty() ? 0 : 1);
    }
}
