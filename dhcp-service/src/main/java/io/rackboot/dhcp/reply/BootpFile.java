package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;

/// The boot file of a BOOTP client that may ask for one by name (RFC 951 §7.3): a path is taken as it is, a generic
/// name such as `vmlinuz` is the machine's file of that name, and none is the one that its document leads to.
final class BootpFile {
    private static final String PATH = "/[!-~]*";
    private static final String NAME = "(?!.*\\.\\.)[A-Za-z0-9._+-]+(/[A-Za-z0-9._+-]+)*";

    private BootpFile() {}

    /// {@return the field of the reply}
    ///
    /// @param asked the field of the request
    /// @param chosen the file for clients that leave it to the server
    static Octets of(Octets asked, MachineId machine, Octets chosen) {
        var name = asked.text();
        if (name.matches(PATH)) {
            return asked;
        }
        return name.matches(NAME) ? BootAnswer.fileField(machine + "/" + name) : chosen;
    }
}
