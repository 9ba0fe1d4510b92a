package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.bootstrap.DebianRepository;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.trust.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianRootTest {
    @TempDir
    Path directory;

    private DebianRepository repository;
    private Workshop workshop;

    @BeforeEach
    void mirror() throws IOException {
        Commands.require("busybox", "cpio", "zstd", "unshare", "setpriv");
        Commands.requireRoot("has all namespaces without /etc/subuid");
        repository = DebianRepository.in(Files.createDirectory(directory.resolve("repository")));
        workshop = new Workshop(directory);
    }

    @AfterEach
    void stop() throws IOException {
        if (workshop != null) {
            workshop.close();
        }
        if (repository != null) {
            repository.close();
        }
    }

    @Test
    void aLockMakesTheSameBytesWhateverTheMirrorHasSince() throws Exception {
        var yaml = "root: {debian: {" + repository.specification() + ", packages: [small]}}\ninit: /usr/bin/small\n";
        var first = workshop.build(yaml);
        var root = workshop.unpacked(first);
        assertThat(Commands.run(root, "cat usr/bin/small")).isEqualTo("#!/bin/sh\necho small 2.1\n");
        assertThat(Commands.run(root, "ls etc/ssh var/log var/lib/apt/lists; cat etc/apt/sources.list"))
                .doesNotContain("ssh_host", ".log", "Packages")
                .contains("deb [trusted=yes] http://127.0.0.1:");
        for (var absent : List.of("hostname", "resolv.conf", "apt/apt.conf.d/99mmdebstrap")) {
            assertThat(root.resolve("etc").resolve(absent)).doesNotExist();
        }
        assertThat(workshop.log())
                .contains(
                        "I: installing essential packages...", "SSH host keys are removed: each machine makes its own");
        assertThat(workshop.meter().progress().stage()).isEqualTo(BuildStage.PACKING);
        assertThat(first)
                .extracting(BuiltArtifact::name)
                .containsExactly("vmlinuz", "initrd", "packages.txt", "sbom.cdx.json", "lock.json", "size.json");
        assertThat(Files.readString(first.get(2).file())).isEqualTo("base-files 1.0 amd64\nsmall 2.1 all\n");
        var digests = first.stream().map(BuiltArtifact::sha256).toList();
        var lock = Files.copy(first.get(4).file(), directory.resolve("lock.json"));

        repository.add("small", "2.2");
        var pinned = workshop.build(yaml + "lock: " + lock + "\n");
        assertThat(pinned).extracting(BuiltArtifact::sha256).isEqualTo(digests);
        assertThat(workshop.left()).isEmpty();

        Files.writeString(lock, Files.readString(lock).replace("\"2.1\"", "\"2.0\""));
        assertThatThrownBy(() -> workshop.build(yaml + "lock: " + lock + "\n"))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageStartingWith("the root is not what the lock says; in the lock only: small 2.0 all;"
                        + " in the root only: small 2.2 all;");
    }

    @Test
    void aMirrorOfAnAuthorityOfOnesOwnIsBelievedAndNoOther() throws Exception {
        var own = TestAuthority.create(directory, "own");
        var secured = Optional.of(own.server("IP:127.0.0.1"));
        try (var mirror = DebianRepository.in(Files.createDirectory(directory.resolve("secured")), secured)) {
            var yaml = "root: {debian: {" + mirror.specification() + ", packages: [small]}}\ninit: /usr/bin/small\n";
            assertThatThrownBy(() -> workshop.build(yaml))
                    .isInstanceOf(ProgramFailedException.class)
                    .hasMessageContaining("Some index files failed to download");
            assertThat(workshop.log()).contains("Certificate verification failed: The certificate is NOT trusted.");
            workshop.believe(new Authorities(Optional.of(own.certificate())));
            var root = workshop.unpacked(workshop.build(yaml));
            assertThat(Commands.run(root, "cat usr/bin/small")).isEqualTo("#!/bin/sh\necho small 2.1\n");
        }
    }

    @Test
    void aPackageThatTheSuiteDoesNotHaveIsNamed() {
        assertThatThrownBy(() ->
                        workshop.build("root: {debian: {" + repository.specification() + ", packages: [absent]}}"))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessageContaining("Unable to locate package absent");
        assertThat(workshop.left()).isEmpty();
    }

    @Test
    void aCancelledBootstrapLeavesNothing() throws Exception {
        var cancelling = Thread.ofVirtual().start(() -> {
            while (!workshop.log().contains("I: installing")) {
                Thread.onSpinWait();
            }
            workshop.meter().cancel();
        });
        assertThatThrownBy(
                        () -> workshop.build("root: {debian: {" + repository.specification() + ", packages: [small]}}"))
                .isInstanceOf(CancelledBuildException.class);
        cancelling.join();
        assertThat(workshop.left()).isEmpty();
        workshop.close();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }
}
