package io.rackboot.dhcp.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.PointerBase;

/// The calls in a native executable, linked when it is built. Only the one that waits leaves the thread to the garbage
/// collector; the others are over before it could matter, and keep `errno` as the call left it.
final class ImageLibc implements Libc {
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private static final class Linked {
        @CFunction(value = "socket", transition = Transition.NO_TRANSITION)
        static native int socket(int domain, int type, int protocol);

        @CFunction(value = "bind", transition = Transition.NO_TRANSITION)
        static native int bind(int descriptor, PointerBase address, int length);

        @CFunction(value = "getsockname", transition = Transition.NO_TRANSITION)
        static native int getsockname(int descriptor, PointerBase address, PointerBase length);

        @CFunction(value = "setsockopt", transition = Transition.NO_TRANSITION)
        static native int setsockopt(int descriptor, int level, int name, PointerBase value, int length);

        @CFunction(value = "sendto", transition = Transition.NO_TRANSITION)
        static native long sendto(
                int descriptor, PointerBase message, long length, int flags, PointerBase address, int addressLength);

        @CFunction(value = "recvfrom", transition = Transition.NO_TRANSITION)
        static native long recvfrom(
                int descriptor,
                PointerBase message,
                long length,
                int flags,
                PointerBase address,
                PointerBase addressLength);

        @CFunction("poll")
        static native int poll(PointerBase requests, long count, int milliseconds);

        @CFunction(value = "close", transition = Transition.NO_TRANSITION)
        static native int close(int descriptor);

        @CFunction(value = "__errno_location", transition = Transition.NO_TRANSITION)
        static native CIntPointer errno();
    }

    private static int result(long result) {
        return result < 0 ? -Linked.errno().read() : (int) result;
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return result(Linked.socket(domain, type, protocol));
    }

    @Override
    public int bind(int descriptor, byte[] address) {
        try (var pinned = PinnedObject.create(address)) {
            return result(Linked.bind(descriptor, pinned.addressOfArrayElement(0), address.length));
        }
    }

    @Override
    public int getsockname(int descriptor, byte[] address) {
        try (var name = PinnedObject.create(address);
                var length = PinnedObject.create(new int[] {address.length})) {
            return result(
                    Linked.getsockname(descriptor, name.addressOfArrayElement(0), length.addressOfArrayElement(0)));
        }
    }

    @Override
    public int setsockopt(int descriptor, int level, int name, byte[] value) {
        try (var pinned = PinnedObject.create(value)) {
            return result(Linked.setsockopt(descriptor, level, name, pinned.addressOfArrayElement(0), value.length));
        }
    }

    /// In memory of its own: every pin, closed or not, keeps the next collection waiting, and replies are many.
    @Override
    public int sendto(int descriptor, byte[] message, byte[] address) {
        int size = address.length + message.length;
        CCharPointer memory = UnmanagedMemory.malloc(size);
        try {
            CTypeConversion.asByteBuffer(memory, size).put(address).put(message);
            return result(Linked.sendto(
                    descriptor, memory.addressOf(address.length), message.length, 0, memory, address.length));
        } finally {
            UnmanagedMemory.free(memory);
        }
    }

    @Override
    public int recvfrom(int descriptor, byte[] message, byte[] address) {
        try (var bytes = PinnedObject.create(message);
                var from = PinnedObject.create(address);
                var length = PinnedObject.create(new int[] {address.length})) {
            return result(Linked.recvfrom(
                    descriptor,
                    bytes.addressOfArrayElement(0),
                    message.length,
                    MSG_DONTWAIT,
                    from.addressOfArrayElement(0),
                    length.addressOfArrayElement(0)));
        }
    }

    @Override
    public int pollIn(int descriptor, int milliseconds) {
        var request = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(descriptor)
                .putShort(POLLIN);
        try (var pinned = PinnedObject.create(request.array())) {
            return result(Linked.poll(pinned.addressOfArrayElement(0), 1, milliseconds));
        }
    }

    @Override
    public int close(int descriptor) {
        return result(Linked.close(descriptor));
    }
}
