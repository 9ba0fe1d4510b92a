package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.ClientMachineIdentifier;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import java.util.Optional;
import java.util.UUID;

/// What a client that asks for a boot file says of itself.
///
/// @param firmware the class of firmware it runs on
/// @param client the program that asks
/// @param platform what its loaders must be built for
/// @param architecture the first value of option 93 as sent, or 65535 where there is none
/// @param uuid option 97; absent where the firmware has none
/// @param vendorClass option 60, or empty
public record NetbootClient(
        Firmware firmware,
        BootClient client,
        Platform platform,
        int architecture,
        Optional<UUID> uuid,
        String vendorClass) {

    /// Recognises a client that wants to boot: iPXE by options 77 and 175, firmware by its vendor class or by option
    /// 93. Any other, such as dhclient or udhcpc in a running system, wants an address alone.
    public static Optional<NetbootClient> of(DhcpMessage request) {
        return bootClient(request).map(client -> of(request, client));
    }

    /// Recognises a BOOTP client, which is what it is unless it says more: a boot ROM of a PC, older than PXE.
    public static NetbootClient ofBootp(DhcpMessage request) {
        return of(request)
                .orElseGet(() -> new NetbootClient(
                        Firmware.OTHER,
                        BootClient.BOOTP,
                        Platform.PC_BIOS,
                        Architecture.OTHER.code(),
                        Optional.empty(),
                        ""));
    }

    private static Optional<BootClient> bootClient(DhcpMessage request) {
        var vendorClass = Signs.vendorClass(request);
        if (Signs.isIpxe(request)) {
            return Optional.of(BootClient.IPXE);
        }
        if (vendorClass.startsWith(Signs.HTTP_CLIENT)) {
            return Optional.of(BootClient.HTTP);
        }
        if (vendorClass.startsWith(Signs.PXE_CLIENT)) {
            return Optional.of(BootClient.PXE);
        }
        return Signs.architecture(request)
                .map(code -> Architecture.of(code).client())
                .or(() -> Optional.of(BootClient.PXE).filter(_ -> vendorClass.startsWith(Signs.U_BOOT)));
    }

    private static NetbootClient of(DhcpMessage request, BootClient client) {
        var vendorClass = Signs.vendorClass(request);
        var sent = Signs.architecture(request);
        // The PXE specification knew one architecture before it had a number for it.
        var architecture = sent.map(Architecture::of)
                .orElse(vendorClass.startsWith(Signs.PXE_CLIENT) ? Architecture.X86_BIOS : Architecture.OTHER);
        boolean raspberryPi = client == BootClient.PXE && Quirk.RASPBERRY_PI_AS_PC.shows(request);
        return new NetbootClient(
                raspberryPi ? Firmware.RASPBERRY_PI : firmware(architecture, client, vendorClass),
                client,
                raspberryPi ? Platform.RASPBERRY_PI : architecture.platform(),
                sent.orElse(Architecture.OTHER.code()),
                request.options().get(OptionCode.CLIENT_MACHINE_IDENTIFIER).flatMap(ClientMachineIdentifier::uuid),
                vendorClass);
    }

    private static Firmware firmware(Architecture architecture, BootClient client, String vendorClass) {
        if (vendorClass.startsWith(Signs.U_BOOT)) {
            return Firmware.U_BOOT;
        }
        return client == BootClient.HTTP && architecture.firmware() == Firmware.UEFI
                ? Firmware.UEFI_HTTP
                : architecture.firmware();
    }
}
