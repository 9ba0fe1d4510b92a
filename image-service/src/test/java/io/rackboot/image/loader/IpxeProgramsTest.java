package io.rackboot.image.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpxeProgramsTest {
    private static final byte[] ROOT =
            HexFormat.of().parseHex("9faf717b7f8ca2f93c256c79f8ac5591895d66d1ff3bee6397a70d29c65eed1a");

    @TempDir
    Path directory;

    @Test
    void theFingerprintThatIsTrustedIsReplaced() throws IOException {
        var authority = Authority.read(TestAuthority.create(directory, "own").certificate());
        write("ipxe.efi", "MZ autoexec.ipxe ", ROOT, " the rest");
        var program = new IpxePrograms(directory).uefi(Optional.of(authority));
        assertThat(program)
                .startsWith("MZ autoexec.ipxe ".getBytes(StandardCharsets.US_ASCII))
                .endsWith(" the rest".getBytes(StandardCharsets.US_ASCII))
                .hasSize(26 + ROOT.length)
                .containsSequence(authority.fingerprint());
        assertThat(new IpxePrograms(directory).uefi(Optional.empty()))
                .isEqualTo(Files.readAllBytes(directory.resolve("ipxe.efi")));
    }

    @Test
    void aProgramThatTrustsSomethingElseIsNotChanged() throws IOException {
        var authority = Optional.of(
                Authority.read(TestAuthority.create(directory, "own").certificate()));
        for (var times : new int[] {0, 2}) {
            var roots = HexFormat.of().parseHex(HexFormat.of().formatHex(ROOT).repeat(times));
            write("ipxe.efi", "MZ autoexec.ipxe ", roots, "");
            assertThatThrownBy(() -> new IpxePrograms(directory).uefi(authority))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageContaining("does not trust ipxe.org's root alone");
        }
    }

    @Test
    void oneThatLooksForNoScriptIsRefused() throws IOException {
        write("ipxe.efi", "MZ of 2019", ROOT, "");
        assertThatThrownBy(() -> new IpxePrograms(directory).uefi(Optional.empty()))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(directory + "/ipxe.efi is too old to look for a script beside itself: Debian 13's package"
                        + " ipxe does, or one unpacked elsewhere (image.ipxe), or 'firmware: [bios]' goes without it");
        assertThatThrownBy(() -> new IpxePrograms(directory).bios())
                .hasMessage(directory + "/ipxe.lkrn is no program of iPXE (Debian: ipxe; image.ipxe)");
    }

    @Test
    void anAuthorityIsOneCertificateOfAnAuthority() throws IOException {
        var file = TestAuthority.create(directory, "own").certificate();
        var two = Files.writeString(
                directory.resolve("two"), Files.readString(file).repeat(2));
        assertThatThrownBy(() -> Authority.read(two)).hasMessage(two + " has 2 certificates");
        var none = Files.writeString(directory.resolve("none"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        assertThatThrownBy(() -> Authority.read(none)).hasMessageStartingWith(none + " is no certificate: ");
        var large = Files.write(directory.resolve("large"), new byte[1 << 17]);
        assertThatThrownBy(() -> Authority.read(large)).hasMessage(large + " is too large for one certificate");
    }

    @Test
    void anAuthorityThatHasExpiredIsRefused() {
        Commands.require("openssl");
        Commands.run(
                directory,
                "printf basicConstraints=critical,CA:TRUE > extensions && openssl req -newkey rsa:2048 -nodes -subj /CN=old"
                        + " -keyout key -out request 2>/dev/null && openssl x509 -req -in request -signkey key -days -1"
                        + " -extfile extensions -out old.pem 2>/dev/null");
        var old = directory.resolve("old.pem");
        assertThatThrownBy(() -> Authority.read(old))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith(old + " has expired at 20");
    }

    private void write(String name, String before, byte[] root, String after) throws IOException {
        try (var out = Files.newOutputStream(directory.resolve(name))) {
            out.write(before.getBytes(StandardCharsets.US_ASCII));
            out.write(root);
            out.write(after.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
