package io.rackboot.dhcp.reply;

/// Why a request is not answered. The words are stable: metrics and facts carry them.
public enum Reason {
    /// A DHCPRELEASE, which has no answer: the address is free again.
    RELEASED("released", Weight.NORMAL),
    /// A DHCPDECLINE, which has no answer: the address is in use by somebody else and kept back for a while.
    DECLINED("declined", Weight.REFUSAL),
    /// The client turns to another server; what it was offered here is free again.
    OTHER_SERVER("other-server", Weight.NORMAL),
    /// A DHCPRELEASE or DHCPDECLINE of an address that the client does not hold, such as the second copy by a relay.
    NOT_LEASED("not-leased", Weight.NORMAL),
    /// A client asks for its old address, which lies in the right network and of which this server has no record
    /// (RFC 2131 §4.3.2): another server may have one.
    UNKNOWN_CLIENT("unknown-client", Weight.NORMAL),
    /// A reply of another server, or of this one.
    NOT_A_REQUEST("not-a-request", Weight.NORMAL),
    /// A message of a type that is none of a client's to this server.
    UNANSWERED_TYPE("unanswered-type", Weight.NORMAL),
    /// Where booting is all that is served: the client does not want to boot, or asks for an address.
    NO_BOOT_CLIENT("no-boot-client", Weight.NORMAL),
    /// A BOOTP request: option 53 is missing.
    BOOTP("bootp", Weight.REFUSAL),
    /// The client has neither a hardware address nor a client identifier.
    NO_CLIENT_IDENTITY("no-client-identity", Weight.REFUSAL),
    /// No served subnet is that of the relay, of the client's address, or of the interface.
    NO_SUBNET("no-subnet", Weight.REFUSAL),
    /// No document names the machine, and the subnet is for those that one names.
    UNKNOWN_MACHINE("unknown-machine", Weight.REFUSAL),
    /// Every address of the subnet is in use, or kept for known machines.
    NO_FREE_ADDRESS("no-free-address", Weight.REFUSAL),
    /// The address or identifier that the message must have is missing (RFC 2131 table 5).
    INCOMPLETE_REQUEST("incomplete-request", Weight.REFUSAL),
    /// A DHCPLEASEQUERY of a relay that the operator has not named, or of no relay (RFC 4388 §7).
    LEASE_QUERY_REFUSED("lease-query-refused", Weight.REFUSAL);

    private enum Weight {
        NORMAL,
        REFUSAL
    }

    private final String text;
    private final Weight weight;

    Reason(String text, Weight weight) {
        this.text = text;
        this.weight = weight;
    }

    /// {@return the word}
    public String text() {
        return text;
    }

    /// {@return whether somebody ought to look at it; the others are the protocol's normal course}
    public boolean isRefusal() {
        return weight == Weight.REFUSAL;
    }
}
