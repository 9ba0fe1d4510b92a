package io.rackboot.dhcp.foreign;

import io.quarkus.runtime.ImageMode;

/// System calls on sockets, with the C library's own names and numbers (Linux). Each returns what the call returns, or
/// the error number below zero.
public interface Libc {
    /// The error of a call that has nothing to give yet.
    int EAGAIN = 11;

    /// Settled when an executable is built: it holds the linked calls alone.
    boolean IN_EXECUTABLE = ImageMode.current().isNativeImage();

    /// {@return the calls, by the linker on a JVM and linked in an executable}
    static Libc ofThisProcess() {
        return IN_EXECUTABLE ? new ImageLibc() : new LinkedLibc();
    }

    /// socket(2). {@return a file descriptor, or -errno}
    int socket(int domain, int type, int protocol);

    /// bind(2). {@return 0, or -errno}
    int bind(int descriptor, byte[] address);

    /// getsockname(2); the address is written into `address`. {@return 0, or -errno}
    int getsockname(int descriptor, byte[] address);

    /// setsockopt(2). {@return 0, or -errno}
    int setsockopt(int descriptor, int level, int name, byte[] value);

    /// sendto(2) without flags. {@return the bytes sent, or -errno}
    int sendto(int descriptor, byte[] message, byte[] address);

    /// recvfrom(2) without waiting; the sender's address is written into `address`.
    ///
    /// @return the bytes received, or -errno: -[#EAGAIN] when there is nothing
    int recvfrom(int descriptor, byte[] message, byte[] address);

    /// poll(2) for input on one descriptor.
    ///
    /// @return above 0 when there is something to receive or the descriptor is in error, 0 when the time is up, or
    ///     -errno
    int pollIn(int descriptor, int milliseconds);

    /// close(2). {@return 0, or -errno}
    int close(int descriptor);

    /// {@return the error of a negative result, for people}
    static String error(int result) {
        return switch (-result) {
            case 1 -> "operation not permitted (CAP_NET_RAW is missing)";
            case 6 -> "no such device or address";
            case EAGAIN -> "the interface's queue is full";
            case 13 -> "permission denied (CAP_NET_RAW is missing)";
            case 19 -> "no such device";
            case 90 -> "longer than the interface's MTU";
            case 97 -> "address family not supported by the kernel";
            case 99 -> "no link-local address";
            case 100 -> "network is down";
            case 101 -> "network is unreachable";
            case 105 -> "no buffer space";
            case 113 -> "no route to host";
            default -> "error " + -result;
        };
    }
}
