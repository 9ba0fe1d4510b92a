package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.ClientIdentity;

/// How this server conducts itself on its networks.
///
/// @param authoritative whether no other server has clients there. Then an address of which nothing is on record is
///     granted if it is free, and refused if it is not; else that is met with silence (RFC 2131 §4.3.2), since another
///     server may know better
/// @param identity what tells clients apart
/// @param bootp how BOOTP requests are treated
public record Conduct(boolean authoritative, ClientIdentity identity, Bootp bootp) {
    /// Of a rack that has one server, and machines whose programs are one client.
    public static final Conduct RACK = new Conduct(true, ClientIdentity.HARDWARE_ADDRESS);

    /// With BOOTP for machines that have a reserved address.
    public Conduct(boolean authoritative, ClientIdentity identity) {
        this(authoritative, identity, Bootp.RACK);
    }
}
