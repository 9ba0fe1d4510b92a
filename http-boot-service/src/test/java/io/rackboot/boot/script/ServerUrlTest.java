package io.rackboot.boot.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http, 192.168.77.1, http://192.168.77.1",
        "http, 192.168.77.1:80, http://192.168.77.1",
        "http, 192.168.77.1:8081, http://192.168.77.1:8081",
        "HTTPS, boot.rack-1:443, https://boot.rack-1",
        "https, boot:80, https://boot:80",
        "http, [fd00::1]:80, http://[fd00::1]",
        "http, [fd00::1]:81, http://[fd00::1]:81",
    })
    void hostsAreTaken(String scheme, String authority, String text) {
        assertThat(ServerUrl.of(scheme, authority).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\nb",
                "a;b",
                "a'b",
                "a/b",
                "user@host",
                "host:",
                "host:0",
                "host:65536",
                "host:1:2",
                "-host",
                "host-",
                "${net0/mac}",
                "[fd00::1",
                "fd00::1",
                "ümlaut",
                "host:999999"
            })
    void anythingElseIsNot(String authority) {
        assertThat(ServerUrl.of("http", authority)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 192.168.77.1, http://192.168.77.1",
        "127.0.0.1:8081, 192.168.77.1, http://192.168.77.1:8081",
        "[::1]:8081, fd00::1, http://[fd00::1]:8081",
    })
    void theHostCanBeChanged(String authority, String host, String text) {
        assertThat(ServerUrl.of("http", authority).orElseThrow().withHost(host)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:81, 127.0.0.1", "[::1]:81, ::1", "localhost, localhost"})
    void theHostStandsAlone(String authority, String host) {
        assertThat(ServerUrl.of("http", authority).orElseThrow().host()).isEqualTo(host);
    }
}
