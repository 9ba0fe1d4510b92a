package io.rackboot.inventory.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.inventory.form.JsonBody;
import io.rackboot.inventory.form.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFormTest {

    private static Reading<ProfileDocument> read(String json) {
        return ProfileForm.read("compute", ((Reading.Good<ObjectNode>) JsonBody.read(json.getBytes(UTF_8))).value());
    }

    @Test
    void theImageAloneIsEnough() {
        assertThat(read("{\"image\":\"debian\"}"))
                .isEqualTo(new Reading.Good<>(new ProfileDocument(
                        "compute", ImageReference.of("debian"), RootMode.INITRD, List.of(), Map.of())));
    }

    @Test
    void everythingIsRead() {
        assertThat(read("""
                                {"name": "compute", "image": "debian.12.4", "rootMode": "squashfs",
                                 "kernelArguments": ["console=ttyS0", "quiet"], "metadata": {"role": "worker"}}
                                """))
                .isEqualTo(new Reading.Good<>(new ProfileDocument(
                        "compute",
                        ImageReference.of("debian.12.4"),
                        RootMode.SQUASHFS,
                        List.of("console=ttyS0", "quiet"),
                        Map.of("role", "worker"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|image|is missing",
                "{\"image\":\"De bian\"}|image|is \"De bian\"",
                "{\"image\":\"debian.\"}|image|is \"debian.\"",
                "{\"image\":\"debian\",\"name\":\"other\"}|name|is \"other\"",
                "{\"image\":\"debian\",\"rootMode\":\"other\"}|rootMode|is \"other\"",
                "{\"image\":\"debian\",\"kernelArguments\":\"quiet\"}|kernelArguments|is a text",
                "{\"image\":\"debian\",\"kernelArguments\":[\"a\\nb\"]}|kernelArguments[0]|is \"a·b\"",
                "{\"image\":\"debian\",\"kernelArguments\":[\"\"]}|kernelArguments[0]|is \"\"",
                "{\"image\":\"debian\",\"metadata\":[]}|metadata|is a list",
                "{\"image\":\"debian\",\"metadata\":{\"a\":1}}|metadata.a|is a number",
                "{\"image\":\"debian\",\"metadata\":{\"a b\":\"x\"}}|metadata.a b|is \"x\"",
                "{\"image\":\"debian\",\"size\":\"x\"}|size|is unknown"
            })
    void oneMistakeIsNamed(String json, String field, String problem) {
        assertThat(((Reading.Bad<ProfileDocument>) read(json)).mistakes())
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.field()).isEqualTo(field);
                    assertThat(mistake.problem()).isEqualTo(problem);
                });
    }

    @Test
    void argumentsThatNoKernelTakesAreRefused() {
        var argument = "\"" + "a".repeat(500) + "\"";
        var json = "{\"image\":\"debian\",\"kernelArguments\":[" + (argument + ",").repeat(4) + argument + "]}";
        assertThat(((Reading.Bad<ProfileDocument>) read(json)).mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.problem()).isEqualTo("is longer than a kernel command line"));
    }
}
