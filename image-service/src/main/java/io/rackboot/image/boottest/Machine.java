package io.rackboot.image.boottest;

import io.rackboot.image.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A virtual machine without a disk of its own.
///
/// Its network ends in QEMU: a DHCP server, and one address and port that lead to the trial's server, another to its
/// NFS
/// server where it has one; nothing else answers. QEMU itself can gain no rights, and its memory has a bound.
///
/// @param directory where QEMU leaves its process id, and firmware its variables
/// @param port of the trial's server on the loopback
/// @param nfsPort of its NFS server there, where the root is on one
record Machine(BootTestSettings settings, Accelerator accelerator, Path directory, int port, OptionalInt nfsPort) {
    static final String QEMU = "qemu-system-x86_64";
    static final String PACKAGE = "qemu-system-x86";
    static final String SERVER = "http://10.0.2.100";
    static final Path FIRMWARE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
    static final Path VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");

    private static final String NFS_SERVER = "10.0.2.101";
    private static final long MEBIBYTE = 1 << 20;
    /// What QEMU takes of its address space beside the machine's RAM: libraries, translations, threads.
    private static final long OF_QEMU = 3072 * MEBIBYTE;

    Path pidFile() {
        return directory.resolve("qemu.pid");
    }

    Path variables() {
        return directory.resolve("variables.fd");
    }

    /// @param secret what the machine proves itself with
    Program loaded(TrialBoot.Loaded boot, String secret) {
        var command = command();
        command.addAll(List.of("-kernel", boot.kernel().toString()));
        boot.initrd().ifPresent(initrd -> command.addAll(List.of("-initrd", initrd.toString())));
        var arguments = new ArrayList<>(boot.arguments());
        // The last console is the one of /init.
        arguments.add("console=ttyS0");
        arguments.add("panic=-1");
        boot.root().ifPresent(name -> arguments.add("rackboot.root=" + SERVER + "/" + secret + "/" + name));
        nfsPort.ifPresent(_ -> arguments.add("rackboot.nfs=" + NFS_SERVER + ":/root"));
        arguments.add("rackboot.phone-home=" + SERVER + "/" + secret + "/phone-home");
        arguments.add("rackboot.token=" + secret);
        command.addAll(List.of("-append", String.join(" ", arguments)));
        return Program.of(PACKAGE, command);
    }

    Program stick(TrialBoot.Stick boot) {
        var command = command();
        command.addAll(List.of("-machine", "q35"));
        command.addAll(List.of("-drive", "if=pflash,format=raw,readonly=on,file=" + FIRMWARE));
        command.addAll(List.of("-drive", "if=pflash,format=raw,file=" + escaped(variables())));
        command.addAll(List.of("-drive", "if=none,id=stick,format=raw,readonly=on,file=" + escaped(boot.disk())));
        command.addAll(List.of("-device", "qemu-xhci", "-device", "usb-storage,drive=stick,bootindex=1"));
        return Program.of(PACKAGE, command);
    }

    private ArrayList<String> command() {
        var forward = forward("10.0.2.100:80", port)
                + (nfsPort.isPresent() ? "," + forward(NFS_SERVER + ":2049", nfsPort.getAsInt()) : "");
        return new ArrayList<>(List.of(
                "setpriv",
                "--no-new-privs",
                "--",
                "prlimit",
                "--as=" + (settings.memory() + OF_QEMU),
                "--core=0",
                "--",
                QEMU,
                "-nodefaults",
                "-no-user-config",
                "-sandbox",
                "on,obsolete=deny,resourcecontrol=deny",
                "-accel",
                accelerator.option(),
                "-smp",
                String.valueOf(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2)),
                "-m",
                settings.memory() / MEBIBYTE + "M",
                "-display",
                "none",
                "-serial",
                "stdio",
                "-no-reboot",
                "-pidfile",
                pidFile().toString(),
                "-netdev",
                "user,id=net,restrict=on," + forward,
                "-device",
                settings.card() + ",netdev=net,romfile="));
    }

    private String forward(String address, int to) {
        return "guestfwd=tcp:" + address + "-cmd:" + escaped(settings.busybox()) + " nc 127.0.0.1 " + to;
    }

    /// As QEMU's options want it.
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
