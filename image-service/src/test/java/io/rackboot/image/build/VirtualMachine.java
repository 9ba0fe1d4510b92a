package io.rackboot.image.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine without a disk: QEMU loads kernel and initrd itself, its user network is a DHCP server and a way to the
/// loopback of the host (10.0.2.2).
final class VirtualMachine implements AutoCloseable {
    static final String MAC = "52:54:00:12:34:56";

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
                        "virtio-blk-pci,drive=disk"));
    }

    /// A machine with UEFI firmware (OVMF) that finds a stick.
    static VirtualMachine withStick(Path directory, Path disk) throws IOException {
        var variables = Files.copy(Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd"), directory.resolve("vars.fd"));
        return new VirtualMachine(
                directory,
                Cable.NETWORK,
                List.of(
                        "-machine",
                        "q35",
                        "-m",
                        MEMORY.equals("256") ? "512" : MEMORY,
                        "-drive",
                        "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
                        "-drive",
                        "if=pflash,format=raw,file=" + variables,
                        "-drive",
                        "if=none,id=stick,format=raw,readonly=on,file=" + disk,
                        "-device",
                        "qemu-xhci",
                        "-device",
                        "usb-storage,drive=stick,bootindex=1"));
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
