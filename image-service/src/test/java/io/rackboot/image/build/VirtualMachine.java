package io.rackboot.image.build;

import io.rackboot.image.Commands;
import io.rackboot.image.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine without a disk: QEMU loads kernel and initrd itself, its user network is a DHCP server and a way to the
/// loopback of the host (10.0.2.2).
final class VirtualMachine implements AutoCloseable {
    static final String MAC = "52:54:00:12:34:56";

    private static final String DISK = "virtio-blk-pci,drive=disk";
    private static final String MEMORY = System.getProperty("image.debian-root") == null ? "256" : "2048";

    private final Process process;
    private final Path console;

    /// What the machine's card is plugged into.
    enum Cable {
        /// A network with a DHCP server.
        NETWORK("user,id=net"),
        /// Nothing answers.
        DEAD("hubport,id=net,hubid=1");

        private final String backend;

        Cable(String backend) {
            this.backend = backend;
        }
    }

    VirtualMachine(Path directory, Path kernel, Path initrd, String arguments, Cable cable) throws IOException {
        this(
                directory,
                cable,
                List.of(
                        "-m",
                        MEMORY,
                        "-kernel",
                        kernel.toString(),
                        "-initrd",
                        initrd.toString(),
                        "-append",
                        "console=ttyS0 panic=-1 " + arguments));
    }

    /// A machine that has a disk.
    static VirtualMachine withDisk(Path directory, Path kernel, Path initrd, String arguments, Path disk)
            throws IOException {
        return new VirtualMachine(
                directory,
                Cable.NETWORK,
                List.of(
                        "-m",
                        MEMORY,
                        "-kernel",
                        kernel.toString(),
                        "-initrd",
                        initrd.toString(),
                        "-append",
                        "console=ttyS0 panic=-1 " + arguments,
                        "-drive",
                        "if=none,id=disk,format=raw,file=" + disk,
                        "-device",
                        DISK));
    }

    /// A machine with UEFI firmware that finds a stick, and has a disk of its own.
    static VirtualMachine withStickAndDisk(Path directory, Path stick, Path disk) throws IOException {
        var all = firmware(directory, Starter.UEFI);
        all.addAll(attached(stick, Drive.STICK));
        all.addAll(List.of("-drive", "if=none,id=disk,format=raw,file=" + disk, "-device", DISK));
        return new VirtualMachine(directory, Cable.NETWORK, all);
    }

    /// What starts a machine that has something to start from.
    enum Starter {
        BIOS,
        UEFI,
        /// UEFI that starts only what the key signed that Debian's ovmf has for tests.
        SECURE
    }

    /// How the machine has it.
    enum Drive {
        STICK("usb-storage"),
        CD("ide-cd,bus=ide.0");

        private final String device;

        Drive(String device) {
            this.device = device;
        }
    }

    /// A machine with UEFI firmware (OVMF) that finds a stick.
    static VirtualMachine withStick(Path directory, Path disk) throws IOException {
        return with(directory, disk, Starter.UEFI, Drive.STICK);
    }

    /// A machine that starts from a disk or a disc.
    static VirtualMachine with(Path directory, Path disk, Starter starter, Drive drive) throws IOException {
        var all = firmware(directory, starter);
        all.addAll(attached(disk, drive));
        return new VirtualMachine(directory, Cable.NETWORK, all);
    }

    /// A machine with UEFI firmware that finds a stick with the files of a directory.
    static VirtualMachine withFiles(Path directory, Path files) throws IOException {
        return with(directory, Path.of("fat:" + files), Starter.UEFI, Drive.STICK);
    }

    /// A machine with UEFI firmware that fetches by HTTP, and boots, what a variable of it says.
    static VirtualMachine fetching(Path directory, String url) throws IOException {
        var all = firmware(directory, Starter.UEFI);
        Commands.run(directory, "virt-fw-vars --inplace vars.fd --set-boot-uri " + url + " >virt-fw-vars.log 2>&1");
        return new VirtualMachine(directory, Cable.NETWORK, all);
    }

    /// {@return the key that [Starter#SECURE] believes}
    static SigningKey enrolledKey(Path directory) {
        var enrolled = "/usr/share/ovmf/PkKek-1-snakeoil";
        Commands.run(
                directory, "openssl rsa -in " + enrolled + ".key -passin pass:snakeoil -out enrolled.key 2>/dev/null");
        return new SigningKey(directory.resolve("enrolled.key"), Path.of(enrolled + ".pem"));
    }

    /// A machine whose firmware starts from a stick what a key has signed, and nothing else.
    ///
    /// @param certificate of the key: PK, KEK and db
    static VirtualMachine enrolling(Path directory, Path disk, Path certificate) throws IOException {
        var all = firmware(directory, Starter.SECURE);
        var owner = " 7b9a2e6c-54f3-4d5e-9d1c-0f3a5b6c7d8e " + certificate;
        Commands.run(
                directory,
                "cp /usr/share/OVMF/OVMF_VARS_4M.fd vars.fd && virt-fw-vars --inplace vars.fd --set-pk" + owner
                        + " --add-kek" + owner + " --add-db" + owner + " --secure-boot >virt-fw-vars.log 2>&1");
        all.addAll(attached(disk, Drive.STICK));
        return new VirtualMachine(directory, Cable.NETWORK, all);
    }

    private static List<String> attached(Path disk, Drive drive) {
        return List.of(
                "-drive",
                "if=none,id=boot,format=raw,readonly=on,file=" + disk,
                "-device",
                "qemu-xhci",
                "-device",
                drive.device + ",drive=boot,bootindex=1");
    }

    /// A BIOS machine where a boot loader starts a program as a kernel, with one file.
    static VirtualMachine loading(Path directory, Path kernel, Path initrd) throws IOException {
        return new VirtualMachine(
                directory,
                Cable.NETWORK,
                List.of("-m", MEMORY, "-kernel", kernel.toString(), "-initrd", initrd.toString()));
    }

    private static List<String> firmware(Path directory, Starter starter) throws IOException {
        var all = new ArrayList<>(List.of("-m", MEMORY.equals("256") ? "768" : MEMORY));
        var secure = starter == Starter.SECURE;
        all.addAll(List.of(
                "-machine",
                switch (starter) {
                    // The firmware's screen, on the console too.
                    case BIOS -> "q35,graphics=off";
                    case UEFI -> "q35";
                    case SECURE -> "q35,smm=on";
                }));
        if (starter != Starter.BIOS) {
            var variables = Files.copy(
                    Path.of("/usr/share/OVMF/OVMF_VARS_4M" + (secure ? ".snakeoil.fd" : ".fd")),
                    directory.resolve("vars.fd"),
                    StandardCopyOption.REPLACE_EXISTING);
            var code = "/usr/share/OVMF/OVMF_CODE_4M" + (secure ? ".secboot.fd" : ".fd");
            all.addAll(List.of("-drive", "if=pflash,unit=0,format=raw,readonly=on,file=" + code));
            all.addAll(List.of("-drive", "if=pflash,unit=1,format=raw,file=" + variables));
        }
        if (secure) {
            all.addAll(List.of("-global", "driver=cfi.pflash01,property=secure,value=on"));
        }
        return all;
    }

    private VirtualMachine(Path directory, Cable cable, List<String> boots) throws IOException {
        console = directory.resolve("console");
        var log = directory.resolve("qemu.log");
        var command = new ArrayList<>(List.of(
                "qemu-system-x86_64",
                "-accel",
                "tcg,thread=multi",
                "-display",
                "none",
                "-monitor",
                "none",
                "-serial",
                "file:" + console,
                "-no-reboot",
                "-netdev",
                cable.backend,
                "-device",
                "virtio-net-pci,netdev=net,romfile=,mac=" + MAC));
        command.addAll(boots);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// {@return what stands on the console}
    String console() {
        try {
            return Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until the console shows a text.
    void await(String text, Duration limit) throws InterruptedException {
        var deadline = Instant.now().plus(limit);
        while (!console().contains(text)) {
            if (Instant.now().isAfter(deadline) || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("'" + text + "' did not appear on the console:\n" + console());
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
