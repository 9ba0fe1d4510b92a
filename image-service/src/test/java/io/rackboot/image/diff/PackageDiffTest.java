package io.rackboot.image.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.diff.PackageDiff.PackageChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageDiffTest {
    @Test
    void packagesAreComparedByNameAndArchitecture() {
        var diff = PackageDiff.of(
                List.of("apt 2.6.1 amd64", "bash 5.2 amd64", "gone 1 all", "libc6 2.36 amd64"),
                List.of("apt 2.6.2 amd64", "bash 5.2 amd64", "libc6 2.36 amd64", "libc6 2.36 i386", "new 3 all"));
        assertThat(diff.added())
                .containsExactly(
                        new PackageChange("libc6", "i386", Optional.empty(), Optional.of("2.36")),
                        new PackageChange("new", "all", Optional.empty(), Optional.of("3")));
        assertThat(diff.removed())
                .containsExactly(new PackageChange("gone", "all", Optional.of("1"), Optional.empty()));
        assertThat(diff.changed())
                .containsExactly(new PackageChange("apt", "amd64", Optional.of("2.6.1"), Optional.of("2.6.2")));
    }
}
