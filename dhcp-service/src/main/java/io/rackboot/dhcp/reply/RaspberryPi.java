package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import java.util.LinkedHashMap;
import java.util.Set;

/// The network boot of the Raspberry Pi's ROM, which looks like a PC BIOS and is none.
///
/// It ignores the boot file: it reads its own files by TFTP from a directory named by its serial number, off the
/// server of `siaddr`, and only if option 43 offers the menu entry "Raspberry Pi Boot" (models before the 4, and the
/// 4 with early firmware).
final class RaspberryPi {
    /// The first three bytes of the makers' hardware addresses (IEEE MA-L).
    private static final Set<String> OUIS =
            Set.of("b827eb", "dca632", "e45f01", "d83add", "2ccf67", "28cdc1", "3a3541");

    /// Option 97 of newer models: `RPi4`, `RPi5`, then board, address and serial number.
    private static final Octets FOURCC = Octets.ofText("RPi");

    private RaspberryPi() {}

    static boolean sent(DhcpMessage request) {
        var hardware = request.chaddr().bytes();
        return hardware.length() == 6 && OUIS.contains(hardware.slice(0, 3).hex())
                || request.options()
                        .bytes(OptionCode.CLIENT_MACHINE_IDENTIFIER.code())
                        .filter(bytes ->
                                bytes.length() == 17 && bytes.slice(1, 4).equals(FOURCC))
                        .isPresent();
    }

    /// {@return option 43: discovery by neither broadcast nor multicast, a prompt, and the one menu entry}
    static SubOptions menu() {
        var name = Octets.ofText("Raspberry Pi Boot");
        var options = new LinkedHashMap<Integer, Octets>();
        options.put(6, Octets.ofInts(3));
        options.put(10, Octets.ofInts(0).plus(Octets.ofText("PXE")));
        options.put(9, Octets.ofInts(0, 0, name.length()).plus(name));
        return new SubOptions(options);
    }
}
