package io.rackboot.image.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// The files of loader media, each of use alone: `ipxe.lkrn` is started with the script as its initrd, `ipxe.efi` where
/// the others lie beside it.
///
/// @param script what iPXE does
/// @param bios iPXE for BIOS
/// @param uefi iPXE for UEFI
/// @param certificate what it rests its trust on
public record LoaderFiles(Path script, Optional<Path> bios, Optional<Path> uefi, Optional<Path> certificate) {
    /// The script's name; iPXE looks for it.
    public static final String SCRIPT = "autoexec.ipxe";
    /// iPXE for BIOS.
    public static final String BIOS = "ipxe.lkrn";
    /// iPXE for UEFI.
    public static final String UEFI = "ipxe.efi";
    /// The certificate of the own authority.
    public static final String CERTIFICATE = "ca.der";

    /// Sees that they can be made.
    ///
    /// @param programs the directory of iPXE's programs
    /// @throws io.rackboot.image.tree.RefusedSourceException where a program is missing or of no use
    public static void requirePossible(LoaderMedia media, Path programs) throws IOException {
        var ipxe = new IpxePrograms(programs);
        if (media.firmware().contains(Firmware.BIOS)) {
            ipxe.bios();
        }
        if (media.firmware().contains(Firmware.UEFI)) {
            ipxe.uefi(authority(media));
        }
    }

    /// Writes them.
    ///
    /// @param programs the directory of iPXE's programs
    /// @param title of the image
    /// @param places where a file of a name is to be
    public static LoaderFiles write(LoaderMedia media, Path programs, String title, Function<String, Path> places)
            throws IOException {
        var ipxe = new IpxePrograms(programs);
        var bios = Optional.<Path>empty();
        if (media.firmware().contains(Firmware.BIOS)) {
            bios = Optional.of(Files.write(places.apply(BIOS), ipxe.bios()));
        }
        var authority = authority(media);
        var certificate = Optional.<Path>empty();
        if (authority.isPresent()) {
            certificate = Optional.of(
                    Files.write(places.apply(CERTIFICATE), authority.get().encoded()));
        }
        var uefi = Optional.<Path>empty();
        if (media.firmware().contains(Firmware.UEFI)) {
            uefi = Optional.of(Files.write(places.apply(UEFI), ipxe.uefi(authority)));
        }
        var script = LoaderScript.of(media, title, certificate.map(_ -> CERTIFICATE));
        return new LoaderFiles(Files.writeString(places.apply(SCRIPT), script), bios, uefi, certificate);
    }

    private static Optional<Authority> authority(LoaderMedia media) throws IOException {
        return media.authority().isPresent()
                ? Optional.of(Authority.read(media.authority().get()))
                : Optional.empty();
    }
}
