package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.util.Optional;

/// Which boot file a client is given, and the options that its firmware wants to see with it. Computed from each
/// packet, never stored.
///
/// | the client | is given |
/// |---|---|
/// | iPXE, wherever it came from | `http://SERVER/boot/MACHINE/boot.ipxe` |
/// | iPXE of a machine that wants GRUB or PXELINUX | that loader, by TFTP |
/// | UEFI HTTP boot | `http://SERVER/boot/MACHINE/LOADER` |
/// | a PXE ROM, U-Boot | `MACHINE/LOADER`, by TFTP |
/// | a Raspberry Pi | its menu, no file |
final class BootChoice {
    /// Option 43, PXE_DISCOVERY_CONTROL: bit 3 has the ROM take the file of this reply, without a menu and without
    /// asking for boot servers (PXE 2.1 §2.3).
    private static final SubOptions TAKE_THIS_FILE = SubOptions.of(6, Octets.ofInts(8));

    /// Option 175, `no-pxedhcp`: without it iPXE waits three seconds for a proxy's offer.
    private static final SubOptions NO_PROXY = SubOptions.of(176, Octets.ofInts(1));

    private final BootServers servers;

    BootChoice(BootServers servers) {
        this.servers = servers;
    }

    /// {@return the boot part of the reply to this client}
    BootAnswer answer(NetbootClient client, DhcpMessage request, Arrival arrival, MachineId machine, Loader loader) {
        var file = file(client, arrival, machine, loader);
        var tftp = servers.tftpFor(arrival);
        var options = DhcpOptions.builder();
        addClientOptions(client, request, options);
        options.put(OptionCode.TFTP_SERVER_NAME, tftp.toString());
        options.put(OptionCode.BOOTFILE_NAME, file);
        // shim and the PXE ROMs look for the name in the field alone, EDK2's HTTP boot in the option first.
        return new BootAnswer(tftp, file.map(BootAnswer::fileField).orElse(Octets.EMPTY), options.build());
    }

    private Optional<String> file(NetbootClient client, Arrival arrival, MachineId machine, Loader loader) {
        var byTftp = machine + "/";
        var byHttp = servers.httpFor(arrival) + "/boot/" + machine + "/";
        var loaderFile = client.platform().file(loader);
        return switch (client.client()) {
            case IPXE -> isOtherLoader(loader) ? loaderFile.map(byTftp::concat) : Optional.of(byHttp + "boot.ipxe");
            case HTTP -> loaderFile.map(byHttp::concat);
            case PXE, GRUB, BOOTP, OTHER -> loaderFile.map(byTftp::concat);
        };
    }

    /// iPXE in a card's ROM is as good as iPXE that was loaded, and would load it for ever.
    private static boolean isOtherLoader(Loader loader) {
        return switch (loader) {
            case GRUB, PXELINUX -> true;
            case AUTO, IPXE_FIRMWARE_DRIVER, IPXE -> false;
        };
    }

    private static void addClientOptions(NetbootClient client, DhcpMessage request, DhcpOptions.Builder options) {
        switch (client.client()) {
            case IPXE -> options.put(OptionCode.IPXE_ENCAPSULATED, NO_PROXY);
            case HTTP -> options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, NetbootClient.HTTP_CLIENT);
            case PXE, GRUB, BOOTP, OTHER -> {
                options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, NetbootClient.PXE_CLIENT);
                options.put(
                        OptionCode.VENDOR_SPECIFIC_INFORMATION,
                        client.platform() == Platform.RASPBERRY_PI ? RaspberryPi.menu() : TAKE_THIS_FILE);
            }
        }
        // PXE 2.1 has the server return the identifier; there are ROMs that drop a reply without it.
        options.put(OptionCode.CLIENT_MACHINE_IDENTIFIER, request.options().get(OptionCode.CLIENT_MACHINE_IDENTIFIER));
    }
}
