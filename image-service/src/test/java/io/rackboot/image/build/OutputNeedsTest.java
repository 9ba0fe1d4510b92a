package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.TestKernel;
import io.rackboot.image.efi.GrubModules;
import io.rackboot.image.process.Lookup;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputNeedsTest {
    @TempDir
    Path directory;

    @Test
    void aProgramOfIpxeThatIsMissingIsSaidBeforeTheRootIsRead() throws IOException {
        TestKernel.in(directory);
        Commands.run(directory, "mkdir -p root/sbin && printf x > root/sbin/init && chmod +x root/sbin/init");
        var ipxe = Files.createDirectory(directory.resolve("ipxe"));
        var text = """
                name: demo
                version: 1
                root: {directory: %1$s/root}
                kernel: %1$s/vmlinuz
                loader: {server: 'http://10.0.0.2:8081', firmware: [bios]}
                """.formatted(directory);
        assertThatThrownBy(() -> TestImage.build(directory, text, Optional.empty(), ipxe))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(ipxe + "/ipxe.lkrn is no program of iPXE (Debian: ipxe; image.ipxe)");
        assertThat(directory.resolve("log")).doesNotExist();
    }

    @Test
    void whatIsMissingIsNamedWithItsPackage() {
        assertThatThrownBy(() -> new GrubModules(directory, "grub-pc-bin").requirePresent())
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage(directory + " has no modules of GRUB (Debian: grub-pc-bin)");
        assertThatThrownBy(() -> Lookup.require("no-package", "no-such-program"))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage("no-such-program is not installed (Debian: no-package)");
    }
}
