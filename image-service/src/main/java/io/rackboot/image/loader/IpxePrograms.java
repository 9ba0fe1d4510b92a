package io.rackboot.image.loader;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// iPXE as Debian's package `ipxe` has it, or as one has built it.
///
/// A script cannot be put into the programs without compiling them. `ipxe.lkrn` takes one as its initrd; `ipxe.efi`
/// looks for `autoexec.ipxe` beside itself, since the end of 2021.
///
/// @param directory has `ipxe.lkrn` and `ipxe.efi`
record IpxePrograms(Path directory) {
    private static final long LARGEST = 16 << 20;
    private static final byte[] AUTOEXEC = "autoexec.ipxe".getBytes(StandardCharsets.US_ASCII);

    /// What iPXE trusts that was built without `TRUST=`: the SHA-256 of ipxe.org's root certificate.
    private static final byte[] IPXE_ROOT =
            HexFormat.of().parseHex("9faf717b7f8ca2f93c256c79f8ac5591895d66d1ff3bee6397a70d29c65eed1a");

    /// {@return the program that boot loaders of BIOS machines start as a kernel}
    byte[] bios() throws IOException {
        return read("ipxe.lkrn");
    }

    /// {@return the EFI program}
    ///
    /// @param authority whose certificates it trusts; those it was built for where there is none. The program
    ///     is not compressed: the fingerprint it was built with is replaced
    byte[] uefi(Optional<Authority> authority) throws IOException {
        var program = read("ipxe.efi");
        if (find(program, AUTOEXEC, 0) < 0) {
            throw new RefusedSourceException(directory.resolve("ipxe.efi")
                    + " is too old to look for a script beside itself: Debian 13's package ipxe does, or one unpacked"
                    + " elsewhere (image.ipxe), or 'firmware: [bios]' goes without it");
        }
        if (authority.isPresent()) {
            var at = find(program, IPXE_ROOT, 0);
            if (at < 0 || find(program, IPXE_ROOT, at + 1) >= 0) {
                throw new RefusedSourceException(directory.resolve("ipxe.efi")
                        + " does not trust ipxe.org's root alone, as one built without TRUST= does: leave out 'ca' where"
                        + " it was built for yours");
            }
            System.arraycopy(authority.get().fingerprint(), 0, program, at, IPXE_ROOT.length);
        }
        return program;
    }

    private byte[] read(String name) throws IOException {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new RefusedSourceException(file + " is no program of iPXE (Debian: ipxe; image.ipxe)");
        }
        return Files.readAllBytes(file);
    }

    private static int find(byte[] text, byte[] part, int from) {
        for (var at = from; at + part.length <= text.length; at++) {
            if (text[at] == part[0] && Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
