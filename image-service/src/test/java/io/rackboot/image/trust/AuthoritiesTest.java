package io.rackboot.image.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
    @TempDir
    Path directory;

    private Path pem;

    @BeforeEach
    void authority() {
        pem = TestAuthority.create(directory, "own").certificate();
    }

    @Test
    void programsAreToldThoseOfTheMachineAndOnesOwn() throws IOException {
        assertThat(List.<Certificate>copyOf(Authorities.read(written(pem)))).containsAll(Authorities.read(pem));
    }

    /// Java reads it, programs that are told a file of PEM do not.
    @Test
    void oneThatIsNoTextIsBelievedByProgramsToo() throws IOException {
        Commands.run(directory, "openssl x509 -in own.pem -outform DER -out own.der");
        var der = directory.resolve("own.der");
        assertThat(new Authorities(Optional.of(der)).context()).isNotNull();
        var bundle = written(der);
        assertThat(List.<Certificate>copyOf(Authorities.read(bundle))).containsAll(Authorities.read(pem));
        assertThat(Commands.run(directory, "openssl verify -CAfile " + bundle + " own.pem"))
                .isEqualTo("own.pem: OK\n");
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws IOException {
        var none = Files.writeString(directory.resolve("none"), "nothing\n");
        assertThatThrownBy(() -> new Authorities(Optional.of(none)).context())
                .hasMessageStartingWith(none + " has no certificates: ");
        assertThatThrownBy(() -> new Authorities(Optional.of(none)).writeTo(directory.resolve("bundle")))
                .hasMessageStartingWith(none + " has no certificates: ");
    }

    private Path written(Path own) throws IOException {
        var bundle = directory.resolve("bundle.pem");
        new Authorities(Optional.of(own)).writeTo(bundle);
        return bundle;
    }
}
