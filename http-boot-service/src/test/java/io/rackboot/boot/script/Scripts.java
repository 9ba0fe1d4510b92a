package io.rackboot.boot.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.MachineId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Plans for tests, and the approved texts they render to.
final class Scripts {
    static final MachineId MACHINE = new MachineId("525400a1b2c3");
    static final ServerUrl SERVER = new ServerUrl("http", "192.168.77.1");

    private Scripts() {}

    static BootPlan plan(Optional<PlannedFile> initrd, String... arguments) {
        return new BootPlan(
                MACHINE,
                "hello.1",
                "default",
                SERVER,
                new PlannedFile("1".repeat(64), "vmlinuz"),
                initrd,
                List.of(),
                Optional.empty(),
                arguments(arguments),
                "TOKEN");
    }

    static PlannedFile initrd() {
        return new PlannedFile("2".repeat(64), "initrd.img");
    }

    static KernelArguments arguments(String... arguments) {
        return switch (KernelArguments.parse(List.of(arguments))) {
            case KernelArguments.Parsed.Valid(var valid) -> valid;
            case KernelArguments.Parsed.Invalid(var problem) -> throw new AssertionError(problem);
        };
    }

    static Answer.Hold hold() {
        return new Answer.Hold(
                MACHINE,
                SERVER,
                List.of(
                        "52:54:00:a1:b2:c3 cannot boot: unknown-image",
                        "profile x wants image a && b; ${net0/mac} #1\necho boo"),
                10);
    }

    static void assertRenders(Dialect dialect, Answer answer, String approved) throws IOException {
        try (var file = Scripts.class.getResourceAsStream("/golden/" + approved)) {
            assertThat(dialect.render(answer)).isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
