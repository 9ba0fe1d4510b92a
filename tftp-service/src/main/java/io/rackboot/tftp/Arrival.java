package io.rackboot.tftp;

import io.rackboot.tftp.wire.TftpPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A request that reached the well-known port.
///
/// @param client who sent it; its port is the client's TID
/// @param local the address that it was sent to, or the wildcard address where the platform does not tell
/// @param request what it wants
record Arrival(InetSocketAddress client, InetAddress local, TftpPacket.Request request) {}
