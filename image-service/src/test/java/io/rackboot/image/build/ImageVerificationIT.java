package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import io.rackboot.image.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// iPXE's `imgverify` takes the signatures of images, and those alone. Debian's iPXE has no such command: it is
/// compiled
/// here. Long (some minutes): run with `-Dtest.ipxe-source=DIRECTORY`, the `src` of iPXE's source, which is not
/// changed.
@Tag("in-process")
@EnabledIfSystemProperty(named = "test.ipxe-source", matches = ".+")
class ImageVerificationIT {
    private static final int PATIENCE = 120;

    @TempDir
    Path directory;

    @BeforeEach
    void compile() throws Exception {
        Commands.require("make", "gcc", "perl", "openssl", "qemu-system-x86_64", "busybox");
        Commands.run(
                directory,
                "mkdir -p root/sbin && cp /bin/busybox root/sbin/init &&"
                        + "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=own -days 2 -keyout key.pem -out cert.pem"
                        + " -addext extendedKeyUsage=codeSigning -addext keyUsage=digitalSignature 2>/dev/null &&"
                        + "cp -r " + System.getProperty("test.ipxe-source") + " src &&"
                        + "mkdir -p src/config/local && echo '#define IMAGE_TRUST_CMD' > src/config/local/general.h");
        var make = new ProcessBuilder("make", "-j2", "bin/ipxe.lkrn", "TRUST=" + directory.resolve("cert.pem"))
                .directory(directory.resolve("src").toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("make.log").toFile())
                .start();
        assertThat(make.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(make.exitValue())
                .as(Commands.run(directory, "tail -20 make.log"))
                .isZero();
    }

    @Test
    void aSignedKernelIsTakenAndAChangedOneIsNot() throws Exception {
        var key = new SigningKey(directory.resolve("key.pem"), directory.resolve("cert.pem"));
        try (var image = image(key);
                var server = new PhoneHomeServer()) {
            var kernel = image.file(FileRole.KERNEL);
            var changed = Files.copy(kernel, directory.resolve("changed"));
            Commands.run(directory, "printf x | dd of=changed bs=1 seek=5000 conv=notrunc 2>/dev/null");
            server.deliver("/vmlinuz", kernel, Long.MAX_VALUE);
            server.deliver("/vmlinuz.sig", kernel.resolveSibling("vmlinuz.sig"), Long.MAX_VALUE);
            server.deliver("/changed", changed, Long.MAX_VALUE);
            var url = "http://10.0.2.2:" + server.port();
            var script = Files.writeString(directory.resolve("script"), """
                    #!ipxe
                    dhcp
                    imgfetch %1$s/vmlinuz
                    imgverify vmlinuz %1$s/vmlinuz.sig && imgfetch %1$s/taken ||
                    imgfetch %1$s/changed
                    imgverify changed %1$s/vmlinuz.sig || imgfetch %1$s/refused ||
                    imgverify changed %1$s/vmlinuz.sig && imgfetch %1$s/wrong ||
                    imgfetch %1$s/end ||
                    """.formatted(url), StandardCharsets.US_ASCII);
            try (var _ = VirtualMachine.loading(directory, directory.resolve("src/bin/ipxe.lkrn"), script)) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/taken");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/refused");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/end");
            }
        }
    }

    private TestImage image(SigningKey key) throws Exception {
        return TestImage.build(directory, """
                        name: demo
                        version: 1
                        root: {directory: %s/root}
                        kernel: %s
                        """.formatted(directory, Commands.kernel()), Optional.of(key));
    }
}
