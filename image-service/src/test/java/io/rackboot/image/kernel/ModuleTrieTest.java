package io.rackboot.image.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTrieTest {
    @TempDir
    Path directory;

    /// An index of all modules and aliases of a real kernel answers as depmod's own does.
    @Test
    void kmodReadsIt() throws IOException {
        Commands.require("modprobe");
        var real = Commands.modules(Commands.kernel());
        var release = Commands.release(Commands.kernel());
        // The kernel may be one that is unpacked in a directory of its own.
        var root = real.getParent().getParent().getParent();
        var made = Files.createDirectories(directory.resolve("lib/modules/" + release));
        Files.createSymbolicLink(made.resolve("kernel"), real.resolve("kernel"));
        var aliases = new ModuleTrie();
        var modules = ModuleDirectory.read(new ModuleFiles.OfMachine(real), release);
        for (var line : modules.files().text("modules.alias").lines().toList()) {
            var words = ModuleDirectory.words(line);
            if (words.size() == 3) {
                aliases.add(ModuleIndex.normalAlias(words.get(1)), words.get(2));
            }
        }
        var names = new ModuleTrie();
        modules.dependencies()
                .forEach((path, needs) ->
                        names.add(ModuleDirectory.name(path), (path + ": " + String.join(" ", needs)).strip()));
        Files.write(made.resolve("modules.alias.bin"), aliases.bytes());
        Files.write(made.resolve("modules.dep.bin"), names.bytes());
        Files.write(made.resolve("modules.symbols.bin"), new ModuleTrie().bytes());
        Files.write(made.resolve("modules.builtin.bin"), new ModuleTrie().bytes());
        for (var asked : new String[] {
            "-R virtio:d00000002v00001AF4",
            "-R pci:v00001AF4d00001041sv00001AF4sd00001100bc02sc00i00",
            "-R net-pf-16-proto-16-family-nbd",
            "-R fs-squashfs",
            "-R nothing:at:all",
            "--show-depends virtio-net",
            "--show-depends nfsv4"
        }) {
            assertThat(answer(directory, release, asked)).as(asked).isEqualTo(answer(root, release, asked));
        }
    }

    private String answer(Path root, String release, String asked) {
        var answer = Commands.run(directory, "modprobe -d %s -S %s %s 2>&1 || true".formatted(root, release, asked));
        return answer.replace(root.toString(), "").replace("//", "/");
    }
}
