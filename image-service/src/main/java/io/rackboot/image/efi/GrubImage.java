package io.rackboot.image.efi;

import io.rackboot.image.archive.TarWriter;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// GRUB as one EFI program with kernel, initrd and configuration inside, in its memory disk: for firmware that loads
/// one file and nothing more.
///
/// @param runner runs grub-mkimage
/// @param modified the time of every file, seconds since 1970
public record GrubImage(ProgramRunner runner, long modified) {
    private static final List<String> MODULES =
            List.of("memdisk", "tar", "normal", "linux", "echo", "boot", "sleep", "configfile");
    private static final String PREFIX = "(memdisk)/boot/grub";

    /// Writes the memory disk.
    ///
    /// @param out not closed
    public void memoryDisk(
            OutputStream out, Content kernel, Content initrd, List<String> arguments, ByteProgress progress)
            throws IOException {
        var tree = new Tree();
        tree.put(TreePath.of("boot/grub/grub.cfg"), file(Content.text(configuration(arguments))));
        tree.put(TreePath.of("boot/vmlinuz"), file(kernel));
        tree.put(TreePath.of("boot/initrd"), file(initrd));
        new TarWriter(out, modified, _ -> false, progress).write(tree);
    }

    /// Writes it.
    ///
    /// @param image a new file
    /// @param memoryDisk of use only while this works
    public void write(Path image, Path memoryDisk) throws IOException {
        var command = new ArrayList<>(List.of("grub-mkimage", "-O", "x86_64-efi", "-o", image.toString()));
        command.addAll(List.of("-p", PREFIX, "-m", memoryDisk.toString()));
        command.addAll(MODULES);
        runner.run(Program.of("grub-common, grub-efi-amd64-bin", command));
    }

    /// Single quotes: GRUB's shell leaves `&`, `;` and `$` alone in them.
    private static String configuration(List<String> arguments) {
        var line = arguments.stream()
                .map(argument -> " '" + argument.replace("'", "'\\''") + "'")
                .reduce("", String::concat);
        return "linux /boot/vmlinuz" + line + "\ninitrd /boot/initrd\nboot\n";
    }

    private static Node file(Content content) {
        return Node.file(Attributes.root(0644), content);
    }
}
