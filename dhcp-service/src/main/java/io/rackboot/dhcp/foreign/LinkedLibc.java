package io.rackboot.dhcp.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// The calls on a JVM, by the foreign function interface.
@SuppressWarnings("restricted")
final class LinkedLibc implements Libc {
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private final Linker linker = Linker.nativeLinker();
    private final Linker.Option capture = Linker.Option.captureCallState("errno");
    private final StructLayout state = Linker.Option.captureStateLayout();
    private final long errno = state.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle socket = link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle bind = link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle getsockname =
            link("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle setsockopt =
            link("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle sendto =
            link("sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle recvfrom = link(
            "recvfrom", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle poll = link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final MethodHandle close = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private interface Call {
        long make(Arena arena, MemorySegment state) throws Throwable;
    }

    private MethodHandle link(String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, capture);
    }

    private int call(Call call) {
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(state);
            var result = (int) call.make(arena, captured);
            return result < 0 ? -captured.get(JAVA_INT, errno) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a method handle threw a checked exception", e);
        }
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return call((_, captured) -> (int) socket.invokeExact(captured, domain, type, protocol));
    }

    @Override
    public int bind(int descriptor, byte[] address) {
        return call((arena, captured) ->
                (int) bind.invokeExact(captured, descriptor, arena.allocateFrom(JAVA_BYTE, address), address.length));
    }

    @Override
    public int getsockname(int descriptor, byte[] address) {
        return call((arena, captured) -> {
            var name = arena.allocate(address.length);
            var length = arena.allocateFrom(JAVA_INT, address.length);
            var result = (int) getsockname.invokeExact(captured, descriptor, name, length);
            MemorySegment.copy(name, JAVA_BYTE, 0, address, 0, address.length);
            return result;
        });
    }

    @Override
    public int setsockopt(int descriptor, int level, int name, byte[] value) {
        return call((arena, captured) -> (int) setsockopt.invokeExact(
                captured, descriptor, level, name, arena.allocateFrom(JAVA_BYTE, value), value.length));
    }

    @Override
    public int sendto(int descriptor, byte[] message, byte[] address) {
        return call((arena, captured) -> (long) sendto.invokeExact(
                captured,
                descriptor,
                arena.allocateFrom(JAVA_BYTE, message),
                (long) message.length,
                0,
                arena.allocateFrom(JAVA_BYTE, address),
                address.length));
    }

    @Override
    public int recvfrom(int descriptor, byte[] message, byte[] address) {
        return call((arena, captured) -> {
            var into = arena.allocate(message.length);
            var from = arena.allocate(address.length);
            var length = arena.allocateFrom(JAVA_INT, address.length);
            var received = (long)
                    recvfrom.invokeExact(captured, descriptor, into, (long) message.length, MSG_DONTWAIT, from, length);
            if (received > 0) {
                MemorySegment.copy(into, JAVA_BYTE, 0, message, 0, (int) received);
                MemorySegment.copy(from, JAVA_BYTE, 0, address, 0, address.length);
            }
            return received;
        });
    }

    @Override
    public int pollIn(int descriptor, int milliseconds) {
        return call((arena, captured) -> {
            var request = arena.allocate(8, 4);
            request.set(JAVA_INT, 0, descriptor);
            request.set(JAVA_SHORT, 4, POLLIN);
            return (int) poll.invokeExact(captured, request, 1L, milliseconds);
        });
    }

    @Override
    public int close(int descriptor) {
        return call((_, captured) -> (int) close.invokeExact(captured, descriptor));
    }
}
