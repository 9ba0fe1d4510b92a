package io.rackboot.image.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleSelectionTest {
    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void modules() {
        Commands.require("xz", "zstd", "gzip");
        Commands.run(
                temporary,
                "mkdir -p 6.9/kernel/net && cd 6.9 && for m in plain dep early; do printf $m > kernel/net/$m.ko; done;"
                        + "xz kernel/net/dep.ko; zstd --rm -q kernel/net/early.ko; printf '%s\\n' 'kernel/net/plain.ko: kernel/net/dep.ko.xz'"
                        + " 'kernel/net/dep.ko.xz:' 'kernel/net/early.ko.zst:' > modules.dep;"
                        + "printf 'softdep plain pre: early-thing early post: late\\n' > modules.softdep;"
                        + "printf 'kernel/net/there.ko\\n' > modules.builtin");
        directory = temporary.resolve("6.9");
    }

    @Test
    void choosesWhatIsNeededAndUnpacksIt() throws IOException {
        var selection = ModuleDirectory.read(directory).select(List.of("there", "plain"), List.of());
        assertThat(selection.load()).containsExactly("early", "plain");
        var tree = new Tree();
        selection.place(tree, ModuleSelectionTest::unpack);
        assertThat(text(tree, "lib/modules/6.9/modules.dep")).isEqualTo("""
                kernel/net/dep.ko:
                kernel/net/early.ko:
                kernel/net/plain.ko: kernel/net/dep.ko
                """);
        for (var module : List.of("plain", "dep", "early")) {
            assertThat(text(tree, "lib/modules/6.9/kernel/net/" + module + ".ko"))
                    .isEqualTo(module);
        }
    }

    /// Of Debian's kernel: ext4 cannot be mounted without, and a first stage has no modprobe that the kernel could run.
    @Test
    void aSoftDependencyMayNameAnAlias() throws IOException {
        Commands.run(
                directory,
                "mkdir -p kernel/fs kernel/crypto kernel/arch kernel/drivers && for m in fs/ext4 crypto/crc32c_generic"
                        + " arch/crc32c-intel drivers/padlock; do printf m > kernel/$m.ko; echo kernel/$m.ko: >> modules.dep;"
                        + " done && echo 'softdep ext4 pre: crc32c crypto-md5' > modules.softdep &&"
                        + " printf 'alias %s\n' 'crc32c crc32c_intel' 'crypto-crc32c crc32c_generic' 'crc32c crc32c_generic'"
                        + " 'crc32c padlock' 'crypto-md5 md5' > modules.alias");
        var selection = ModuleDirectory.read(directory).select(List.of("ext4"), List.of());
        assertThat(selection.load()).containsExactly("crc32c_generic", "ext4");
        assertThat(selection.files()).containsOnlyKeys("kernel/crypto/crc32c_generic.ko", "kernel/fs/ext4.ko");
    }

    @Test
    void addsToTheRootsOwnModules() throws IOException {
        var tree = new Tree();
        tree.put(
                TreePath.of("lib/modules/6.9/modules.dep"),
                Node.file(Attributes.root(0644), Content.text("kernel/net/dep.ko:\nother.ko:\n")));
        tree.put(TreePath.of("lib/modules/6.9/modules.dep.bin"), Node.file(Attributes.root(0644), Content.text("old")));
        ModuleDirectory.read(directory).select(List.of("plain"), List.of()).place(tree, ModuleSelectionTest::unpack);
        assertThat(text(tree, "lib/modules/6.9/modules.dep")).isEqualTo("""
                kernel/net/dep.ko:
                other.ko:
                kernel/net/early.ko:
                kernel/net/plain.ko: kernel/net/dep.ko
                """);
        assertThat(text(tree, "lib/modules/6.9/modules.dep.bin")).isNotEqualTo("old");
    }

    @Test
    void aModuleOutsideItsDirectoryIsRefused() throws IOException {
        Files.writeString(directory.resolve("modules.dep"), "../../etc/shadow.ko:\n");
        assertThatThrownBy(() -> ModuleDirectory.read(directory))
                .hasMessage("modules.dep names a file outside its directory: ../../etc/shadow.ko");
    }

    @Test
    void readsTheReleaseOfARealKernel() throws IOException {
        var kernel = Commands.kernel();
        assertThat(KernelImage.release(kernel)).isEqualTo(new KernelImage.Release.Known(Commands.release(kernel)));
    }

    @Test
    void nothingEscapesForABrokenKernel() {
        var setup = new byte[0x1000];
        System.arraycopy("HdrS".getBytes(), 0, setup, 0x202, 4);
        for (var pointer = 0; pointer < 0x10000; pointer += 7) {
            setup[0x20E] = (byte) pointer;
            setup[0x20F] = (byte) (pointer >> 8);
            assertThat(KernelImage.release(setup)).isInstanceOf(KernelImage.Release.Unknown.class);
        }
        for (var size = 0; size < 0x300; size++) {
            assertThat(KernelImage.release(java.util.Arrays.copyOf(setup, size)))
                    .isInstanceOf(KernelImage.Release.Unknown.class);
        }
    }

    private static Content unpack(String name, Content packed) throws IOException {
        try (var in = UnpackedInput.of(ContentReader.open(packed), _ -> {})) {
            return new Content.Bytes(in.readAllBytes());
        }
    }

    private static String text(Tree tree, String path) throws IOException {
        return ContentReader.text(((Node.RegularFile) tree.at(TreePath.of(path)).orElseThrow()).content());
    }
}
