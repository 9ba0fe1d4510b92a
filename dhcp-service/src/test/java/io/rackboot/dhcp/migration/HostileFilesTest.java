package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rackboot.dhcp.migration.found.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a file holds, it is read to its end, every finding has a place in it, and nothing is thrown.
class HostileFilesTest {
    private static final Imported.Files NONE = new Imported.Files(Map.of());
    private static final String FILES = """
            DHCPD, dhcpd/dhcpd.conf
            DNSMASQ, dnsmasq/dnsmasq.conf
            KEA, kea/kea-dhcp4.conf
            ETHERS, ethers/ethers
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void survivesEveryTruncation(Format format, Path file) throws IOException {
        var text = Files.readString(GoldenFilesTest.DIRECTORY.resolve(file));
        for (int length = 0; length <= text.length(); length++) {
            survives(format, text.substring(0, length));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void survivesEveryDamagedByte(Format format, Path file) throws IOException {
        var bytes = Files.readAllBytes(GoldenFilesTest.DIRECTORY.resolve(file));
        var random = new Random(7);
        for (int at = 0; at < bytes.length; at++) {
            var damaged = bytes.clone();
            damaged[at] =
                    (byte) (at % 2 == 0 ? random.nextInt(256) : "{}[];,\"=#\\-:*/<? \n".charAt(random.nextInt(18)));
            survives(format, new String(damaged, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void survivesGarbage(Format format) {
        var random = new Random(77);
        for (int round = 0; round < 500; round++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            survives(format, new String(bytes, StandardCharsets.ISO_8859_1));
            survives(format, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /// Words of the formats in any order reach further than bytes do.
    @ParameterizedTest
    @EnumSource(Format.class)
    void survivesWordsInAnyOrder(Format format) {
        var words = List.of(
                "host",
                "subnet",
                "netmask",
                "pool",
                "group",
                "range",
                "option",
                "routers",
                "hardware",
                "ethernet",
                "fixed-address",
                "include",
                "default-lease-time",
                "{",
                "}",
                ";",
                ",",
                "\"",
                "10.0.0.1",
                "10.0.0.9",
                "255.255.255.0",
                "0.0.0.0",
                "255.255.255.255",
                "52:54:00:00:00:01",
                "\n",
                "=",
                "dhcp-host",
                "dhcp-range",
                "dhcp-option",
                "tag:",
                "set:",
                "id:",
                "static",
                "12h",
                "99999999999",
                "domain",
                "[",
                "]",
                ":",
                "\"Dhcp4\"",
                "\"subnet4\"",
                "\"pools\"",
                "\"pool\"",
                "\"reservations\"",
                "null",
                "1e999",
                "<?include",
                "?>",
                "//",
                "/*",
                "#",
                "shared-network",
                "10.0.0.0/24",
                "10.0.0.1-",
                "\"subnet\"",
                "client-id",
                "\\");
        var random = new Random(777);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            survives(format, text.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DHCPD, group {",
        "DHCPD, }",
        "DHCPD, \"",
        "KEA, [",
        "KEA, {\"a\":",
        "KEA, <?include",
        "DNSMASQ, 'dhcp-host=,'"
    })
    void survivesAHundredThousandOf(Format format, String piece) {
        assertThat(survives(format, piece.repeat(100_000))).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void survivesOneVeryLongWord(Format format) {
        for (var piece : List.of("a", "a.", "a-", "1", "aa:", "10.", " ", "-", "a,", "[")) {
            survives(format, piece.repeat(50_000));
            survives(format, "dhcp-host=" + piece.repeat(50_000));
            survives(format, "dhcp-range=set:" + piece.repeat(50_000) + ",10.0.0.1,10.0.0.9");
            survives(format, "option domain-name " + piece.repeat(50_000) + ";");
            survives(format, "{\"Dhcp4\":{\"subnet4\":[{\"subnet\":\"" + piece.repeat(50_000) + "\"}]}}");
        }
    }

    @Test
    void filesThatIncludeThemselvesEnd() {
        var dhcpd = Imported.of(Format.DHCPD, "include \"g\";", Map.of("g", "include \"g\";"));
        var dnsmasq = Imported.of(Format.DNSMASQ, "conf-file=g", Map.of("g", "conf-file=g"));
        var kea = Imported.of(Format.KEA, "[ <?include \"g\"?> ]", Map.of("g", "<?include \"g\"?>"));

        assertThat(dhcpd.left()).containsExactly("g:1: include \"g\": files include each other");
        assertThat(dnsmasq.left()).containsExactly("g:1: conf-file=g: files include each other");
        assertThat(kea.left()).first().isEqualTo("g:1: <?include \"g\"?>: files include each other");
    }

    /// No terminal obeys what a file says.
    @Test
    void controlCharactersAreNotPrinted() {
        var imported = Imported.of(Format.DNSMASQ, "x\u001b[2Jy\u0007");

        assertThat(imported.left()).containsExactly("f:1: x?[2Jy?: this service has nothing like it");
    }

    /// {@return the number of findings}
    private static int survives(Format format, String text) {
        var findings = format.read(List.of(new SourceText("f", text)), NONE);
        int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
        for (var finding : findings) {
            if (finding.place().line() < 1 || finding.place().line() > lines) {
                fail("%s in %s lines: %s", finding, lines, text);
            }
        }
        var plan = Imported.of(findings).plan();
        SubnetProperties.of(plan);
        for (var left : plan.left()) {
            if (left.toString().chars().anyMatch(Character::isISOControl)) {
                fail("a control character: %s", left);
            }
        }
        return findings.size();
    }
}
