package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.PxeOptions;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import io.rackboot.events.document.Loader;
import java.util.Optional;
import java.util.stream.Stream;

/// Which boot file a client is given, and the options that its firmware wants to see with it. Computed from each
/// packet, never stored.
///
/// | the client | is given |
/// |---|---|
/// | iPXE, wherever it came from | `http://SERVER/boot/MACHINE/boot.ipxe` |
/// | iPXE of a machine that wants GRUB or PXELINUX | that loader, by TFTP |
/// | iPXE that can do neither HTTP nor kernels | the whole iPXE, by TFTP |
/// | UEFI HTTP boot | `http://SERVER/boot/MACHINE/LOADER` |
/// | a PXE ROM, U-Boot, Open Firmware | `MACHINE/LOADER`, by TFTP; the site's menu if it has one |
/// | Petitboot, s390 | a PXELINUX configuration, no file |
/// | a Raspberry Pi | its menu, no file |
public final class BootChoice {
    /// Option 175, `no-pxedhcp`.
    private static final SubOptions NO_PROXY = SubOptions.of(176, Octets.ofInts(1));

    private static final String PXELINUX_CONFIGURATION = "pxelinux.cfg/default";

    private final BootSite site;
    private final RecentBoots recent;

    /// A choice in the way of this site.
    ///
    /// @param recent what the programs were given lately, at the time of each decision
    public BootChoice(BootSite site, RecentBoots recent) {
        this.site = site;
        this.recent = recent;
    }

    /// {@return the boot part of an offer, or of what follows it}
    BootAnswer answer(BootQuestion question) {
        var options = DhcpOptions.builder();
        switch (question.client().client()) {
            case IPXE -> options.put(OptionCode.IPXE_ENCAPSULATED, NO_PROXY);
            case HTTP -> options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, Signs.HTTP_CLIENT);
            case PXE, GRUB, BOOTP, OTHER -> putPxe(offered(question), options);
        }
        return finish(question, file(question), options);
    }

    /// {@return the boot part of a proxy's offer; empty where there is nothing to offer}
    Optional<BootAnswer> asProxy(BootQuestion question, ProxyOffer offer) {
        var options = DhcpOptions.builder();
        var file = file(question);
        switch (question.client().client()) {
            // iPXE takes no proxy's offer without the class.
            case IPXE -> options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, Signs.PXE_CLIENT);
            case HTTP -> options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, Signs.HTTP_CLIENT);
            case PXE, GRUB, BOOTP, OTHER -> {
                if (offer == ProxyOffer.REQUEST && file.isPresent() && canRequest(question)) {
                    return Optional.of(requestHere(question));
                }
                putPxe(offered(question), options);
            }
        }
        boolean hasSomething = file.isPresent()
                || question.client().platform() == Platform.RASPBERRY_PI
                || question.client().platform().readsPxelinuxConfiguration();
        return Optional.of(question).filter(_ -> hasSomething).map(_ -> finish(question, file, options));
    }

    private boolean canRequest(BootQuestion question) {
        return site.menu().isEmpty() && question.client().firmware() != Firmware.U_BOOT;
    }

    /// EDK2 asks at `siaddr`, the ROMs at option 54.
    private static BootAnswer requestHere(BootQuestion question) {
        var options = DhcpOptions.builder().put(OptionCode.VENDOR_CLASS_IDENTIFIER, Signs.PXE_CLIENT);
        putIdentifier(question, options);
        return new BootAnswer(question.arrival().serverAddress(), Octets.EMPTY, options.build());
    }

    /// {@return the boot part of a boot server's reply, which is about the machine's own loader}
    BootAnswer asBootServer(BootQuestion question) {
        var options = DhcpOptions.builder();
        putPxe(PxeOptions.takeThisFile(site.mtftp()).toSubOptions(), options);
        return finish(question, file(question), options);
    }

    /// {@return the boot part of a boot server's reply to a client that chose from the menu; empty where the choice is
    ///     none of this server's}
    Optional<BootAnswer> asBootServer(BootQuestion question, PxeOptions.BootItem chosen) {
        var options = DhcpOptions.builder();
        putPxe(PxeOptions.chosen(chosen).toSubOptions(), options);
        return site.menu()
                .flatMap(menu -> menu.item(chosen.type()))
                .filter(item -> item.servers().isEmpty())
                .flatMap(item -> file(question, item.start()))
                .map(file -> finish(question, Optional.of(file), options));
    }

    private Optional<String> file(BootQuestion question, PxeMenu.Start chosen) {
        return switch (chosen) {
            case PxeMenu.Start.MachinesLoader() -> file(question);
            case PxeMenu.Start.NamedFile(var name) -> Optional.of(name);
            case PxeMenu.Start.LocalDisk() -> Optional.empty();
        };
    }

    private BootAnswer finish(BootQuestion question, Optional<String> file, DhcpOptions.Builder options) {
        var tftp = site.servers().tftpFor(question.arrival());
        putIdentifier(question, options);
        putPxelinux(question, options);
        options.put(OptionCode.TFTP_SERVER_NAME, tftp.toString());
        options.put(OptionCode.BOOTFILE_NAME, file);
        // shim and the PXE ROMs look for the name in the field alone, EDK2's HTTP boot in the option first.
        return new BootAnswer(tftp, file.map(BootAnswer::fileField).orElse(Octets.EMPTY), options.build());
    }

    /// PXE 2.1 has the server return the identifier, whatever its form.
    private static void putIdentifier(BootQuestion question, DhcpOptions.Builder options) {
        int identifier = OptionCode.CLIENT_MACHINE_IDENTIFIER.code();
        question.request().options().bytes(identifier).ifPresent(bytes -> options.putBytes(identifier, bytes));
    }

    private static void putPxe(SubOptions pxe, DhcpOptions.Builder options) {
        options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, Signs.PXE_CLIENT);
        options.put(OptionCode.VENDOR_SPECIFIC_INFORMATION, pxe);
    }

    private SubOptions offered(BootQuestion question) {
        if (question.client().platform() == Platform.RASPBERRY_PI) {
            return RaspberryPi.menu();
        }
        return site.menu()
                .map(menu -> menu.options(question.arrival().serverAddress(), site.mtftp()))
                .orElseGet(() -> PxeOptions.takeThisFile(site.mtftp()))
                .toSubOptions();
    }

    private Optional<String> file(BootQuestion question) {
        var given = recent.given(
                question.machine(),
                question.client().client(),
                question.request().xid(),
                question.now());
        return LoopGuard.choose(files(question).distinct().toList(), given);
    }

    /// What this program can be given, the wanted one first.
    private Stream<String> files(BootQuestion question) {
        var byTftp = question.machine() + "/";
        var byHttp = site.servers().httpFor(question.arrival()) + "/boot/" + question.machine() + "/";
        var loaders = loaders(question.client(), question.loader());
        return switch (question.client().client()) {
            case IPXE -> {
                var script = Stream.of(byHttp + "boot.ipxe");
                var loader = loaders.limit(1).map(byTftp::concat);
                yield wantsLoader(question) ? Stream.concat(loader, script) : Stream.concat(script, loader);
            }
            case HTTP -> loaders.map(byHttp::concat);
            case PXE, GRUB, BOOTP, OTHER -> loaders.map(byTftp::concat);
        };
    }

    /// iPXE in a card's ROM is as good as iPXE that was loaded, and would load it for ever.
    private static boolean wantsLoader(BootQuestion question) {
        return switch (question.loader()) {
            case GRUB, PXELINUX -> true;
            case AUTO, IPXE_FIRMWARE_DRIVER, IPXE -> Quirk.IPXE_CUT_DOWN.shows(question.request());
        };
    }

    private Stream<String> loaders(NetbootClient client, Loader loader) {
        return loaderFile(client, loader).stream()
                .flatMap(wanted -> Stream.concat(
                        Stream.of(wanted),
                        Stream.of(Loader.AUTO, Loader.IPXE).flatMap(other -> client.platform().file(other).stream())));
    }

    private Optional<String> loaderFile(NetbootClient client, Loader loader) {
        return Optional.ofNullable(site.loaders().get(client.architecture()))
                .filter(_ -> loader == Loader.AUTO && client.client() != BootClient.IPXE)
                .or(() -> client.platform().file(loader));
    }

    /// Petitboot takes a URL for the prefix, s390's firmware a path on the server of `siaddr`.
    private void putPxelinux(BootQuestion question, DhcpOptions.Builder options) {
        var platform = question.client().platform();
        if (platform.readsPxelinuxConfiguration()) {
            var base = platform == Platform.PETITBOOT ? site.servers().httpFor(question.arrival()) + "/boot/" : "";
            options.put(OptionCode.PXELINUX_CONFIGURATION_FILE, PXELINUX_CONFIGURATION);
            options.put(OptionCode.PXELINUX_PATH_PREFIX, base + question.machine() + "/");
        }
    }
}
