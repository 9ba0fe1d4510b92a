package io.rackboot.inventory.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Bmc;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.form.JsonBody;
import io.rackboot.inventory.form.Reading;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineFormTest {
    private static final MachineId ID = new MachineId("525400123456");

    private static Reading<MachineDocument> read(String json) {
        return switch (JsonBody.read(json.getBytes(UTF_8))) {
            case Reading.Good<ObjectNode>(var body) -> MachineForm.read(ID, body);
            case Reading.Bad<ObjectNode>(var mistakes) -> new Reading.Bad<>(mistakes);
            case Reading.TooLarge<ObjectNode>(var limit) -> new Reading.TooLarge<>(limit);
        };
    }

    private static List<Mistake> mistakes(String json) {
        return ((Reading.Bad<MachineDocument>) read(json)).mistakes();
    }

    @Test
    void theRackAloneIsEnough() {
        assertThat(read("{\"rack\":\"r1\"}"))
                .isEqualTo(new Reading.Good<>(new MachineDocument(
                        ID,
                        List.of(ID),
                        Optional.empty(),
                        Optional.empty(),
                        new Rack("r1"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Loader.AUTO,
                        Optional.empty())));
    }

    @Test
    void everythingIsRead() {
        var json = """
                {"id": "52:54:00:12:34:56", "macs": ["52-54-00-12-34-57", "52:54:00:12:34:56"],
                 "uuid": "4C4C4544-0077-4a10-8032-b3c04f564432", "serial": "ABC 123", "rack": "r1",
                 "hostName": "node-1.lab", "address": "192.168.77.20", "profile": "compute",
                 "oneShotProfile": "rescue", "loader": "grub",
                 "bmc": {"kind": "ipmi", "address": "10.0.0.1:623", "credentials": "lab"},
                 "clientIdentifier": "FF:00:01", "switchPort": {"circuitId": "45746831", "remoteId": "0A:0b"}}
                """;
        assertThat(read(json))
                .isEqualTo(new Reading.Good<>(new MachineDocument(
                        ID,
                        List.of(ID, new MachineId("525400123457")),
                        Optional.of(UUID.fromString("4c4c4544-0077-4a10-8032-b3c04f564432")),
                        Optional.of("ABC 123"),
                        new Rack("r1"),
                        Optional.of("node-1.lab"),
                        Optional.of(new Ipv4("192.168.77.20")),
                        Optional.of("compute"),
                        Optional.of("rescue"),
                        Loader.GRUB,
                        Optional.of(new Bmc(Bmc.Kind.IPMI, "10.0.0.1:623", "lab")),
                        Optional.of("ff0001"),
                        Optional.of(new SwitchPort(Optional.of("45746831"), Optional.of("0a0b"))))));
    }

    @Test
    void nullIsAbsent() {
        assertThat(read("{\"rack\":\"r1\",\"profile\":null,\"bmc\":null,\"macs\":null}"))
                .isInstanceOf(Reading.Good.class);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var json = """
                {"macs": ["525400123456", 7, "zz"], "uuid": "4c4c", "hostName": "-x", "address": "300.1.1.1",
                 "loader": "lilo", "bmc": {"kind": "telnet", "user": "root"}, "colour": "red"}
                """;
        assertThat(mistakes(json))
                .extracting(Mistake::field, Mistake::problem)
                .containsExactly(
                        tuple("macs[1]", "is a number"),
                        tuple("macs[2]", "is \"zz\""),
                        tuple("rack", "is missing"),
                        tuple("uuid", "is \"4c4c\""),
                        tuple("hostName", "is \"-x\""),
                        tuple("address", "is \"300.1.1.1\""),
                        tuple("loader", "is \"lilo\""),
                        tuple("bmc.kind", "is \"telnet\""),
                        tuple("bmc.address", "is missing"),
                        tuple("bmc.credentials", "is missing"),
                        tuple("bmc.user", "is unknown"),
                        tuple("colour", "is unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rack\":5}|rack|is a number",
                "{\"rack\":[\"r1\"]}|rack|is a list",
                "{\"rack\":true}|rack|is true or false",
                "{\"rack\":\"R 1\"}|rack|is \"R 1\"",
                "{\"rack\":\"r1\",\"id\":\"525400123457\"}|id|is \"525400123457\"",
                "{\"rack\":\"r1\",\"macs\":\"525400123456\"}|macs|is a text",
                "{\"rack\":\"r1\",\"macs\":[\"525400123457\"]}|macs|lacks 52:54:00:12:34:56, which the path names",
                "{\"rack\":\"r1\",\"macs\":[\"525400123456\",\"52:54:00:12:34:56\"]}|macs|names an address twice",
                "{\"rack\":\"r1\",\"macs\":[\"525400123456\",\"ffffffffffff\"]}|macs[1]|is \"ffffffffffff\"",
                "{\"rack\":\"r1\",\"uuid\":\"00000000-0000-0000-0000-000000000000\"}|uuid|is \"00000000-0000-0000-0000-000000000000\"",
                "{\"rack\":\"r1\",\"uuid\":\"1-1-1-1-1\"}|uuid|is \"1-1-1-1-1\"",
                "{\"rack\":\"r1\",\"address\":\"127.0.0.1\"}|address|is \"127.0.0.1\"",
                "{\"rack\":\"r1\",\"address\":\"224.0.0.1\"}|address|is \"224.0.0.1\"",
                "{\"rack\":\"r1\",\"address\":\"0.0.0.0\"}|address|is \"0.0.0.0\"",
                "{\"rack\":\"r1\",\"address\":\"10.0.0\"}|address|is \"10.0.0\"",
                "{\"rack\":\"r1\",\"hostName\":\"a..b\"}|hostName|is \"a..b\"",
                "{\"rack\":\"r1\",\"hostName\":\"<b>\"}|hostName|is \"<b>\"",
                "{\"rack\":\"r1\",\"profile\":\"No\"}|profile|is \"No\"",
                "{\"rack\":\"r1\",\"loader\":\"Auto\"}|loader|is \"Auto\"",
                "{\"rack\":\"r1\",\"bmc\":\"ipmi\"}|bmc|is a text",
                "{\"rack\":\"r1\",\"serial\":\" x\"}|serial|is \" x\"",
                "{\"rack\":\"r1\",\"revision\":4}|revision|is unknown",
                "{\"rack\":\"r1\",\"clientIdentifier\":\"0g\"}|clientIdentifier|is \"0g\"",
                "{\"rack\":\"r1\",\"clientIdentifier\":\"012\"}|clientIdentifier|is \"012\"",
                "{\"rack\":\"r1\",\"switchPort\":\"Eth1\"}|switchPort|is a text",
                "{\"rack\":\"r1\",\"switchPort\":{}}|switchPort.circuitId|is missing, and so is remoteId",
                "{\"rack\":\"r1\",\"switchPort\":{\"remoteId\":\"Eth1\"}}|switchPort.remoteId|is \"Eth1\"",
                "{\"rack\":\"r1\",\"switchPort\":{\"circuitId\":\"01\",\"port\":\"1\"}}|switchPort.port|is unknown"
            })
    void oneMistakeIsNamed(String json, String field, String problem) {
        assertThat(mistakes(json)).singleElement().satisfies(mistake -> {
            assertThat(mistake.field()).isEqualTo(field);
            assertThat(mistake.problem()).isEqualTo(problem);
            assertThat(mistake.allowed()).isNotEmpty();
        });
    }

    @Test
    void aFloodOfMistakesIsCutShort() {
        var json = new StringBuilder("{\"rack\":\"r1\"");
        for (var i = 0; i < 1000; i++) {
            json.append(",\"x").append(i).append("\":1");
        }
        assertThat(mistakes(json.append("}").toString())).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "5254001234", "52:54:00:12:34:5g", "01:00:5e:00:00:01", "00:00:00:00:00:00"})
    void whatIsNoCardsAddressIsNone(String mac) {
        assertThat(MachineForm.mac(mac)).isEmpty();
    }
}
