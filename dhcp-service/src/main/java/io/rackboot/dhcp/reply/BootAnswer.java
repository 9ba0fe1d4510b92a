package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;

/// The part of a reply that makes a client boot.
///
/// @param siaddr the TFTP server
/// @param file the boot file's name for the field `file`; empty where it is too long for it or there is none
/// @param options the boot file once more (67), the server (66), and what the client's firmware expects around them
record BootAnswer(Ip4Address siaddr, Octets file, DhcpOptions options) {
    /// A reply to a client that does not boot.
    static final BootAnswer NONE = new BootAnswer(Ip4Address.ANY, Octets.EMPTY, DhcpOptions.NONE);

    /// {@return a name as the field `file` holds it, with room for the NUL at its end}
    static Octets fileField(String name) {
        var bytes = Octets.ofText(name);
        return bytes.length() < DhcpMessage.FILE_LENGTH ? bytes : Octets.EMPTY;
    }
}
