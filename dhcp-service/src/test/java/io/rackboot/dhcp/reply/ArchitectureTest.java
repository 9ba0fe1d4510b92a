package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The whole offer to each architecture of IANA's registry, against the approved one. What a failing run decided is
/// left in `target/approve`.
class ArchitectureTest {
    private static final int LAST_OF_THE_REGISTRY = 41;

    @Test
    void hasEveryValueOfTheRegistry() {
        assertThat(IntStream.rangeClosed(0, LAST_OF_THE_REGISTRY).mapToObj(Architecture::of))
                .doesNotContain(Architecture.OTHER)
                .doesNotHaveDuplicates();
        assertThat(Architecture.of(LAST_OF_THE_REGISTRY + 1)).isEqualTo(Architecture.OTHER);
    }

    @Test
    void offersAsApproved() throws IOException {
        var told = new StringBuilder();
        for (var architecture : Architecture.values()) {
            told.append("# %d %s%n".formatted(architecture.code(), architecture));
            told.append(new Scene().told(discover(architecture).build(), Scene.BROADCAST))
                    .append('\n');
        }

        var decided = Files.createDirectories(Path.of("target/approve")).resolve("architectures.txt");
        Files.writeString(decided, told);

        assertThat(decided).hasSameTextualContentAs(Path.of("src/test/resources/reply/architectures.txt"));
    }

    private static Requests discover(Architecture architecture) {
        var client = architecture.client() == BootClient.HTTP ? "HTTPClient" : "PXEClient";
        return Requests.of(MessageType.DHCPDISCOVER)
                .with(
                        OptionCode.VENDOR_CLASS_IDENTIFIER,
                        "%s:Arch:%05d:UNDI:003000".formatted(client, architecture.code()))
                .with(OptionCode.CLIENT_SYSTEM_ARCHITECTURE, List.of(architecture.code()));
    }
}
