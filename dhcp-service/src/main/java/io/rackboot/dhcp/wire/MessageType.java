package io.rackboot.dhcp.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a DHCP message says: the values of option 53 (RFC 2132 §9.6, RFC 3203, 4388, 6926, 7724).
public enum MessageType {
    /// A client looks for servers.
    DHCPDISCOVER(1),
    /// A server offers an address.
    DHCPOFFER(2),
    /// A client takes an offer, checks its old address, or extends its lease.
    DHCPREQUEST(3),
    /// A client found its address in use.
    DHCPDECLINE(4),
    /// A server grants the lease or the parameters.
    DHCPACK(5),
    /// A server says that the client's address is wrong.
    DHCPNAK(6),
    /// A client gives its address back.
    DHCPRELEASE(7),
    /// A client that has an address asks for parameters alone.
    DHCPINFORM(8),
    /// A server asks a client to renew (RFC 3203).
    DHCPFORCERENEW(9),
    /// A relay asks whose lease this is (RFC 4388).
    DHCPLEASEQUERY(10),
    /// Answer to a query: no lease (RFC 4388).
    DHCPLEASEUNASSIGNED(11),
    /// Answer to a query: not known here (RFC 4388).
    DHCPLEASEUNKNOWN(12),
    /// Answer to a query: leased (RFC 4388).
    DHCPLEASEACTIVE(13),
    /// A query for many leases (RFC 6926).
    DHCPBULKLEASEQUERY(14),
    /// The end of a bulk query's answers (RFC 6926).
    DHCPLEASEQUERYDONE(15),
    /// A request for lease changes as they happen (RFC 7724).
    DHCPACTIVELEASEQUERY(16),
    /// The state of an active query (RFC 7724).
    DHCPLEASEQUERYSTATUS(17),
    /// A query's connection turns to TLS (RFC 7724).
    DHCPTLS(18);

    /// Each in its `Optional`: every message is asked for its type several times.
    private static final List<Optional<MessageType>> BY_CODE =
            Stream.of(values()).map(Optional::of).toList();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /// {@return the type with this code; empty for a code that is not listed here}
    public static Optional<MessageType> of(int code) {
        return code >= 1 && code <= BY_CODE.size() ? BY_CODE.get(code - 1) : Optional.empty();
    }

    /// {@return its value on the wire}
    public int code() {
        return code;
    }
}
