package io.rackboot.boot.delivery;

import io.rackboot.boot.delivery.Addressee.ByAddress;
import io.rackboot.boot.delivery.Addressee.ByClient;
import io.rackboot.boot.delivery.Addressee.ByMac;
import io.rackboot.boot.delivery.Addressee.ByUuid;
import io.rackboot.boot.delivery.Target.ImageFile;
import io.rackboot.boot.delivery.Target.LoaderFile;
import io.rackboot.boot.delivery.Target.Script;
import io.rackboot.boot.script.Dialect;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The paths of this service.
///
/// ```
/// /boot/<m>/boot.ipxe, autoexec.ipxe          script
/// /boot/<m>/grub.cfg…, grub/grub.cfg…         GRUB configuration
/// /boot/<m>/pxelinux.cfg/<any>                PXELINUX configuration
/// /boot/<m>/artifacts/<sha256>/<name>         file of an image
/// /boot/<m>/<path>                            loader
/// /artifacts/<sha256>/<name>                  file of an image
/// /tftp/<path>                                what a loader asks outside of a machine's directory
/// ```
final class Targets {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern GRUB = Pattern.compile("(grub/)?grub\\.cfg(-(.+))?");
    private static final Pattern PXELINUX = Pattern.compile("pxelinux\\.cfg/([^/]+)");
    private static final Pattern HARDWARE = Pattern.compile("01-([0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5})");
    private static final Pattern HEX_ADDRESS = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private Targets() {}

    /// {@return what the segments ask for, or empty where there is nothing of that name}
    static Optional<Target> of(List<String> segments) {
        var rest = segments.subList(Math.min(1, segments.size()), segments.size());
        return switch (segments.getFirst()) {
            case "boot" -> rest.size() < 2 ? Optional.empty() : inMachine(rest);
            case "artifacts" -> imageFile(rest, new ByClient());
            case "tftp" -> rest.isEmpty() ? Optional.empty() : Optional.of(outside(String.join("/", rest)));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> inMachine(List<String> segments) {
        var mac = MachineId.ofMac(segments.getFirst());
        if (mac.isEmpty()) {
            return Optional.empty();
        }
        var machine = new ByMac(mac.get());
        var rest = segments.subList(1, segments.size());
        if (rest.getFirst().equals("artifacts")) {
            return imageFile(rest.subList(1, rest.size()), machine);
        }
        var path = String.join("/", rest);
        return Optional.of(dialect(path)
                .<Target>map(dialect -> new Script(dialect, machine, Optional.empty()))
                .orElseGet(() -> new LoaderFile(path, machine)));
    }

    private static Target outside(String path) {
        return dialect(path)
                .<Target>map(dialect -> new Script(dialect, named(path), Optional.of(path)))
                .orElseGet(() -> new LoaderFile(path, new ByClient()));
    }

    private static Optional<Target> imageFile(List<String> segments, Addressee addressee) {
        return segments.size() == 2 && SHA_256.matcher(segments.getFirst()).matches()
                ? Optional.of(new ImageFile(segments.getFirst(), addressee))
                : Optional.empty();
    }

    private static Optional<Dialect> dialect(String path) {
        return switch (path) {
            case "boot.ipxe" -> Optional.of(Dialect.IPXE);
            case "autoexec.ipxe" -> Optional.of(Dialect.IPXE_AUTOEXEC);
            case String p when GRUB.matcher(p).matches() -> Optional.of(Dialect.GRUB);
            case String p when PXELINUX.matcher(p).matches() -> Optional.of(Dialect.PXELINUX);
            default -> Optional.empty();
        };
    }

    /// The machine in the name of a configuration file, as PXELINUX and GRUB write it: UUID, hardware type and MAC,
    /// or the address in hex.
    private static Addressee named(String path) {
        var grub = GRUB.matcher(path);
        var pxelinux = PXELINUX.matcher(path);
        var suffix = grub.matches() ? Optional.ofNullable(grub.group(3)).orElse("") : "";
        return named(pxelinux.matches() ? pxelinux.group(1) : suffix, new ByClient());
    }

    private static Addressee named(String name, Addressee otherwise) {
        var hardware = HARDWARE.matcher(name);
        if (hardware.matches()) {
            return MachineId.ofMac(hardware.group(1)).<Addressee>map(ByMac::new).orElse(otherwise);
        }
        if (UUID_FORM.matcher(name).matches()) {
            return new ByUuid(UUID.fromString(name));
        }
        if (HEX_ADDRESS.matcher(name).matches()) {
            var address = Integer.parseUnsignedInt(name, 16);
            return new ByAddress(new Ipv4((address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255)
                    + "." + (address & 255)));
        }
        return otherwise;
    }
}
