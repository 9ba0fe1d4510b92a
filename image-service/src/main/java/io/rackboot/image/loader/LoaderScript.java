package io.rackboot.image.loader;

import java.util.Optional;

/// The script beside iPXE, in the words that iPXE of 2019 knows as well as 2.0: it configures the network and goes on
/// with what http-boot-service has for the machine, until that works.
final class LoaderScript {
    private static final String DHCP = "dhcp || goto again\n";
    /// Milliseconds without progress after which a download is given up; without it iPXE waits for ever.
    private static final int STALLED = 60_000;

    private static final int PAUSE = 10;

    private LoaderScript() {}

    /// {@return the script}
    ///
    /// @param title of the image
    /// @param certificate the file beside it that the server's certificate rests on
    static String of(LoaderMedia media, String title, Optional<String> certificate) {
        // The certificate comes first: DHCP may name another place that names are looked for in.
        return """
                #!ipxe
                echo Rackboot: loader of %1$s
                %3$s:configure
                ifclose
                %2$schain --replace --autofree --timeout %4$d %5$s/boot/${netX/mac:hexhyp}/boot.ipxe ||
                :again
                echo Rackboot: %5$s did not take over; next try in %6$d s, S for a shell
                prompt --key s --timeout %6$d000 || goto configure
                shell
                goto configure
                """.formatted(
                        title,
                        media.address().map(LoaderScript::configured).orElse(DHCP),
                        certificate
                                .map(name -> "certstore file:" + name + " || certstore " + name + " ||\n")
                                .orElse(""),
                        STALLED,
                        media.server(),
                        PAUSE);
    }

    private static String configured(StaticAddress address) {
        var device = address.device();
        return "set " + device + "/ip " + address.address() + "\n"
                + "set " + device + "/netmask " + address.netmask() + "\n"
                + address.gateway()
                        .map(g -> "set " + device + "/gateway " + g + "\n")
                        .orElse("")
                + address.nameServer().map(n -> "set dns " + n + "\n").orElse("")
                + "ifopen " + device + " || goto again\n";
    }
}
