package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.ClientMachineIdentifier;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

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
    /// What HTTP boot firmware puts in front of its vendor class, and accepts no reply without.
    static final String HTTP_CLIENT = "HTTPClient";

    /// The same for PXE ROMs (RFC 4578 §3).
    static final String PXE_CLIENT = "PXEClient";

    private static final String U_BOOT = "U-Boot";
    private static final Pattern CLASS_ARCHITECTURE = Pattern.compile("(?:PXE|HTTP)Client:Arch:(\\d{5}).*");

    /// Recognises a client that wants to boot: iPXE by options 77 and 175, firmware by its vendor class or by option
    /// 93. Any other, such as dhclient or udhcpc in a running system, wants an address alone.
    public static Optional<NetbootClient> of(DhcpMessage request) {
        var vendorClass =
                request.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER).orElse("");
        var sent = sentArchitecture(request, vendorClass);
        return bootClient(request, vendorClass, sent).map(client -> of(request, client, vendorClass, sent));
    }

    private static Optional<BootClient> bootClient(
            DhcpMessage request, String vendorClass, Optional<Integer> architecture) {
        if (isIpxe(request)) {
            return Optional.of(BootClient.IPXE);
        }
        if (vendorClass.startsWith(HTTP_CLIENT)) {
            return Optional.of(BootClient.HTTP);
        }
        if (vendorClass.startsWith(PXE_CLIENT)) {
            return Optional.of(BootClient.PXE);
        }
        if (architecture.isPresent()) {
            return architecture
                    .map(Architecture::of)
                    .map(known -> known.bootsFromHttp() ? BootClient.HTTP : BootClient.PXE);
        }
        return vendorClass.startsWith(U_BOOT) ? Optional.of(BootClient.PXE) : Optional.empty();
    }

    private static NetbootClient of(
            DhcpMessage request, BootClient client, String vendorClass, Optional<Integer> sent) {
        // The PXE specification knew one architecture before it had a number for it.
        var architecture = sent.map(Architecture::of)
                .orElse(vendorClass.startsWith(PXE_CLIENT) ? Architecture.X86_BIOS : Architecture.OTHER);
        var raspberryPi =
                architecture == Architecture.X86_BIOS && client == BootClient.PXE && RaspberryPi.sent(request);
        return new NetbootClient(
                raspberryPi ? Firmware.RASPBERRY_PI : firmware(architecture, client, vendorClass),
                client,
                raspberryPi ? Platform.RASPBERRY_PI : architecture.platform(),
                sent.orElse(Architecture.OTHER.code()),
                request.options().get(OptionCode.CLIENT_MACHINE_IDENTIFIER).flatMap(ClientMachineIdentifier::uuid),
                vendorClass);
    }

    private static Firmware firmware(Architecture architecture, BootClient client, String vendorClass) {
        if (vendorClass.startsWith(U_BOOT)) {
            return Firmware.U_BOOT;
        }
        return client == BootClient.HTTP && architecture.firmware() == Firmware.UEFI
                ? Firmware.UEFI_HTTP
                : architecture.firmware();
    }

    private static boolean isIpxe(DhcpMessage request) {
        return request.options().contains(OptionCode.IPXE_ENCAPSULATED)
                || request.options()
                        .get(OptionCode.USER_CLASS)
                        .filter(user -> user.includes("iPXE") || user.includes("gPXE"))
                        .isPresent();
    }

    /// Takes the first value of option 93, whatever follows it: an odd byte behind it is no reason not to boot.
    private static Optional<Integer> sentArchitecture(DhcpMessage request, String vendorClass) {
        return request.options()
                .bytes(OptionCode.CLIENT_SYSTEM_ARCHITECTURE.code())
                .filter(bytes -> bytes.length() >= Short.BYTES)
                .map(NetbootClient::firstU16)
                .or(() -> {
                    var matcher = CLASS_ARCHITECTURE.matcher(vendorClass);
                    return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
                });
    }

    private static int firstU16(Octets bytes) {
        return bytes.at(0) << 8 | bytes.at(1);
    }
}
