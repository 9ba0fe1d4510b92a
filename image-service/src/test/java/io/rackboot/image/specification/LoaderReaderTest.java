package io.rackboot.image.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.Ipv4;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.TestKernel;
import io.rackboot.image.loader.Firmware;
import io.rackboot.image.loader.LoaderMedia;
import io.rackboot.image.loader.StaticAddress;
import io.rackboot.image.tree.Reserved;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderReaderTest {
    @TempDir
    Path directory;

    @BeforeEach
    void sources() throws IOException {
        directory = directory.toRealPath();
        Files.createDirectory(directory.resolve("root"));
        TestKernel.in(directory);
    }

    @Test
    void aServerIsEnough() {
        assertThat(media("{server: 'http://10.0.0.2:8081/'}"))
                .isEqualTo(new LoaderMedia(
                        URI.create("http://10.0.0.2:8081"),
                        EnumSet.allOf(Firmware.class),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void allOfIt() {
        var ca = TestAuthority.create(directory, "own").certificate();
        var specification = accepted("{server: 'https://boot.example/r12', firmware: [uefi], address: 10.0.12.7/24,"
                + " gateway: 10.0.12.1, nameServer: 10.0.0.53, interface: net1, ca: " + ca + "}");
        assertThat(specification.outputs().loader())
                .contains(new LoaderMedia(
                        URI.create("https://boot.example/r12"),
                        Set.of(Firmware.UEFI),
                        Optional.of(new StaticAddress(
                                "net1",
                                new Ipv4("10.0.12.7"),
                                24,
                                Optional.of(new Ipv4("10.0.12.1")),
                                Optional.of(new Ipv4("10.0.0.53")))),
                        Optional.of(ca)));
        assertThat(specification.sources()).contains(ca);
    }

    @Test
    void mistakesAreSaidAtTheirPlaces() {
        var ca = TestAuthority.create(directory, "own").certificate();
        assertThat(mistakes("{}")).containsExactly("loader.server is missing");
        assertThat(mistakes("{server: 'ftp://boot.example'}"))
                .containsExactly("loader.server 'ftp://boot.example' has another form");
        assertThat(mistakes("{server: 'http://boot/${evil} || shell'}"))
                .containsExactly("loader.server 'http://boot/${evil} || shell' has another form");
        assertThat(mistakes("{server: 'http://b', firmware: [efi]}"))
                .singleElement()
                .asString()
                .startsWith("loader.firmware[0] 'efi' is not known");
        assertThat(mistakes("{server: 'http://b', address: 10.0.12.7}"))
                .containsExactly("loader.address '10.0.12.7' has another form");
        assertThat(mistakes("{server: 'http://b', address: 10.0.12.777/24}"))
                .containsExactly("loader.address not an IPv4 address: 10.0.12.777");
        assertThat(mistakes("{server: 'http://b', gateway: 10.0.12.1}"))
                .containsExactly("loader.gateway is for a static address");
        assertThat(mistakes("{server: 'http://b', address: 10.0.12.7/24, interface: eth0}"))
                .containsExactly("loader.interface 'eth0' has another form");
        assertThat(mistakes("{server: 'https://b', ca: " + ca + "}"))
                .containsExactly("loader.ca on BIOS, iPXE trusts only what it was compiled for");
        assertThat(mistakes("{server: 'http://b', firmware: [uefi], ca: " + ca + "}"))
                .containsExactly("loader.ca is of no use for a server by plain HTTP");
        assertThat(mistakes("{server: 'https://b', firmware: [uefi], ca: " + directory + "/vmlinuz}"))
                .singleElement()
                .asString()
                .startsWith("loader.ca " + directory + "/vmlinuz is no certificate");
    }

    private LoaderMedia media(String loader) {
        return accepted(loader).outputs().loader().orElseThrow();
    }

    private Specification accepted(String loader) {
        return switch (read(loader)) {
            case Reading.Accepted(var specification) -> specification;
            case Reading.Refused refused -> throw new AssertionError(refused);
        };
    }

    private List<String> mistakes(String loader) {
        return switch (read(loader)) {
            case Reading.Accepted accepted -> throw new AssertionError(accepted);
            case Reading.Refused(var mistakes) ->
                mistakes.stream().map(m -> m.field() + " " + m.problem()).toList();
        };
    }

    private Reading read(String loader) {
        return new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING))
                .read("""
                        name: demo
                        version: 1
                        root: {directory: %1$s/root}
                        kernel: %1$s/vmlinuz
                        loader: %2$s
                        """.formatted(directory, loader));
    }
}
