package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MainTest {
    /// The page names no option that does not exist.
    @Test
    void theHelpIsRight() {
        var options = Pattern.compile("dhcp\\.[a-zA-Z.-]+").matcher(Main.help());
        int found = 0;
        while (options.find()) {
            found++;
            assertThat(exists(options.group().replace("NAME", "rack")))
                    .as(options.group())
                    .isTrue();
        }

        assertThat(found).isEqualTo(9);
        assertThat(exists("dhcp.interface")).isFalse();
        assertThat(Main.help().lines()).allMatch(line -> line.length() <= 120);
    }

    private static boolean exists(String option) {
        try {
            new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(DhcpConfig.class)
                    .withSources(new PropertiesConfigSource(Map.of(option, "1"), "test", 100))
                    .build();
            return true;
        } catch (RuntimeException e) {
            return !e.toString().contains("does not map to any root");
        }
    }
}
