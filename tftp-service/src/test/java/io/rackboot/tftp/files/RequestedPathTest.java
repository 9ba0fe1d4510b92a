package io.rackboot.tftp.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.MachineId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedPathTest {

    @ParameterizedTest
    @CsvSource({
        "snponly.efi, snponly.efi",
        "/snponly.efi, snponly.efi",
        "//grub//grub.cfg, grub/grub.cfg",
        "./a/./b, a/b",
        "a/../b, b",
        "a/b/../../c, c",
        "\\Boot\\x64\\wdsnbp.com, Boot/x64/wdsnbp.com",
        "Name With Spaces.bin, Name With Spaces.bin",
        "a.., a..",
        "a%2e%2e/b, a%2e%2e/b"
    })
    void isAPath(String filename, String path) {
        assertThat(valid(filename).text()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name.efi\u00ff", "name.efi\u00ff\u00ff", "name.efi \u0001\n", "name.efi\u007f"})
    void losesTheJunkBehindIt(String filename) {
        assertThat(valid(filename).text()).isEqualTo("name.efi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../etc/passwd",
                "/../etc/passwd",
                "a/../../etc/passwd",
                "..\\..\\windows",
                "a\\..\\..\\b",
                "525400770001/../../x",
                "./../x"
            })
    void doesNotLeaveTheRoot(String filename) {
        assertThat(RequestedPath.parse(filename))
                .isInstanceOfSatisfying(
                        RequestedPath.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Reason.OUTSIDE_ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ".", "//", "\u00ff", "a\nb", "a\u0000b", "\u00e9t\u00e9.bin", "a/.."})
    void isNoName(String filename) {
        assertThat(RequestedPath.parse(filename))
                .isInstanceOfSatisfying(
                        RequestedPath.Parsed.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Reason.BAD_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {".ssh/id_rsa", "a/.git/config", ".hidden"})
    void isHidden(String filename) {
        assertThat(RequestedPath.parse(filename))
                .isEqualTo(new RequestedPath.Parsed.Invalid(Reason.NOT_READABLE, "hidden files are not served"));
    }

    @Test
    void isNoNameWhenTooLong() {
        assertThat(RequestedPath.parse("x".repeat(1025)))
                .isEqualTo(new RequestedPath.Parsed.Invalid(Reason.BAD_NAME, "the name is longer than 1024 bytes"));
    }

    @Test
    void utf8IsText() {
        var bytes = new String("é/ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(valid(bytes).segments()).containsExactly("é", "ü");
    }

    @Test
    void aDirectoryOfTwelveHexDigitsNamesTheMachine() {
        var machine = Optional.of(new MachineId("525400a1b2c3"));

        assertThat(valid("525400a1b2c3/snponly.efi")).isEqualTo(new RequestedPath(machine, List.of("snponly.efi")));
        assertThat(valid("/525400A1B2C3/pxelinux.cfg/default"))
                .isEqualTo(new RequestedPath(machine, List.of("pxelinux.cfg", "default")));
        assertThat(valid("525400a1b2c3/snponly.efi").text()).isEqualTo("525400a1b2c3/snponly.efi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"525400a1b2c3", "525400a1b2c/x", "525400a1b2c3d/x", "52:54:00:a1:b2:c3/x", "x/525400a1b2c3/y"})
    void otherNamesNameNone(String filename) {
        assertThat(valid(filename).machine()).isEmpty();
    }

    private static RequestedPath valid(String filename) {
        return switch (RequestedPath.parse(filename)) {
            case RequestedPath.Parsed.Valid(var path) -> path;
            case RequestedPath.Parsed.Invalid invalid -> throw new AssertionError(invalid.toString());
        };
    }
}
