package io.rackboot.tftp.files;

import io.rackboot.events.FileRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What the names that loaders ask for mean.
public final class NameTable {
    private static final Map<Pattern, FileRole> ROLES = Map.of(
            Pattern.compile(".*\\.(efi|kpxe|kkpxe|pxe|0|c32|lkrn)|bootmgfw.*|grubx64.*"), FileRole.LOADER,
            Pattern.compile(".*\\.(ipxe|cfg|conf|lst|uimg|scr)|grub\\.cfg-.*"), FileRole.SCRIPT,
            Pattern.compile("(vmlinu[xz]|bzimage|linux|kernel).*"), FileRole.KERNEL,
            Pattern.compile("(initrd|initramfs).*|.*\\.cpio(\\..*)?"), FileRole.INITRD,
            Pattern.compile(".*\\.(squashfs|ext4|erofs)|rootfs.*"), FileRole.ROOT);

    /// In this order: `initrd.img` is an initrd, `linux.efi` a loader (a unified kernel is one, too).
    private static final List<FileRole> ORDER =
            List.of(FileRole.LOADER, FileRole.SCRIPT, FileRole.INITRD, FileRole.ROOT, FileRole.KERNEL);

    /// Clients try these and go on without them: iPXE its script, PXELINUX and GRUB a file per address prefix, GRUB its
    /// module lists, shim its revocations and certificates.
    private static final Pattern OPTIONAL = Pattern.compile("(.*/)?(autoexec\\.ipxe|pxelinux\\.cfg/.*|grub\\.cfg-.*"
            + "|[^/]*\\.lst|revocations[^/]*\\.efi|shim_certificate[^/]*\\.efi|fonts/.*|locale/.*)");

    private NameTable() {}

    /// {@return the role of a file of that path, as far as its name tells}
    public static FileRole role(RequestedPath path) {
        if (path.segments().contains("pxelinux.cfg")) {
            return FileRole.SCRIPT;
        }
        var name = path.name().toLowerCase(Locale.ROOT);
        return ORDER.stream()
                .filter(role -> ROLES.entrySet().stream()
                        .anyMatch(entry -> entry.getValue() == role
                                && entry.getKey().matcher(name).matches()))
                .findFirst()
                .orElse(FileRole.OTHER);
    }

    /// {@return whether a client that does not get it goes on as if nothing had happened}
    public static boolean optional(RequestedPath path) {
        return OPTIONAL.matcher(path.text().toLowerCase(Locale.ROOT)).matches();
    }
}
