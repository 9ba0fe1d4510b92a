package io.rackboot.boot.machine;

import static io.rackboot.boot.machine.Documents.artifact;
import static io.rackboot.boot.machine.Documents.image;
import static io.rackboot.boot.machine.Documents.machine;
import static io.rackboot.boot.machine.Documents.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.machine.Choice.Chosen;
import io.rackboot.boot.machine.Choice.Refused;
import io.rackboot.events.FileRole;
import io.rackboot.events.MachineId;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    private static final MachineId MAC = new MachineId("525400a1b2c3");
    private static final ProfileDocument PROFILE = profile("default", "hello.1");
    private static final ProfileDocument RESCUE = profile("rescue", "hello.1");
    private static final ImageDocument IMAGE = image(
            "hello", "1", Instant.EPOCH, artifact(FileRole.KERNEL, "vmlinuz"), artifact(FileRole.INITRD, "initrd.img"));

    @Test
    void aMachineBootsItsProfilesImage() {
        assertThat(choice(machine(List.of(MAC.text()), Optional.of("default"), Optional.empty()), IMAGE))
                .isEqualTo(new Chosen(
                        PROFILE,
                        IMAGE,
                        artifact(FileRole.KERNEL, "vmlinuz"),
                        Optional.of(artifact(FileRole.INITRD, "initrd.img")),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void aRootThatTheFirstStageFetchesIsAFileOfTheBoot() {
        var root = artifact(FileRole.ROOT, "root.squashfs");
        var image = image("hello", "1", Instant.EPOCH, artifact(FileRole.KERNEL, "vmlinuz"), root);
        var choice = (Chosen) choice(machine(List.of(MAC.text()), Optional.of("default"), Optional.empty()), image);
        assertThat(choice.root()).contains(root);
        assertThat(choice.files()).containsExactly(artifact(FileRole.KERNEL, "vmlinuz"), root);
    }

    @Test
    void theOverlaysOfTheProfileAndThenOfTheMachineAreLoadedAfterTheInitrd() {
        var own = artifact(FileRole.OTHER, "overlay-525400a1b2c3");
        var profiles = artifact(FileRole.OTHER, "overlay-default");
        var image = image(
                "hello",
                "1",
                Instant.EPOCH,
                artifact(FileRole.KERNEL, "vmlinuz"),
                artifact(FileRole.INITRD, "initrd.img"),
                own,
                artifact(FileRole.OTHER, "overlay-rescue"),
                profiles);
        var choice = (Chosen) choice(machine(List.of(MAC.text()), Optional.of("default"), Optional.empty()), image);
        assertThat(choice.overlays()).containsExactly(profiles, own);
        assertThat(choice.files()).hasSize(4).contains(profiles, own);
    }

    @Test
    void theFileOfAnNfsRootIsForTheNfsServer() {
        var files = List.of(artifact(FileRole.KERNEL, "vmlinuz"), artifact(FileRole.ROOT, "root.tar.zst"));
        var image =
                new ImageDocument("hello", "1", Instant.EPOCH, RootMode.NFS, "6.1.0", List.of(), "d".repeat(64), files);
        var profile = new ProfileDocument("default", ImageReference.of("hello.1"), RootMode.NFS, List.of(), Map.of());
        var machine = machine(List.of(MAC.text()), Optional.of("default"), Optional.empty());
        var documents = new Documents(List.of(machine), List.of(profile), List.of(image), List.of());
        assertThat(((Chosen) Choices.of(documents, MAC)).files()).containsExactly(artifact(FileRole.KERNEL, "vmlinuz"));
    }

    @Test
    void anyOfItsMacAddressesBoots() {
        var two = machine(List.of("525400000001", MAC.text()), Optional.of("default"), Optional.empty());
        assertThat(choice(two, IMAGE)).isInstanceOf(Chosen.class);
    }

    @Test
    void aOneShotProfileComesFirst() {
        var both = machine(List.of(MAC.text()), Optional.of("default"), Optional.of("rescue"));
        assertThat(((Chosen) choice(both, IMAGE)).profile()).isEqualTo(RESCUE);
        var alone = machine(List.of(MAC.text()), Optional.empty(), Optional.of("rescue"));
        assertThat(((Chosen) choice(alone, IMAGE)).profile()).isEqualTo(RESCUE);
    }

    @Test
    void aMachineWithoutDocumentIsRefused() {
        var other = machine(List.of("525400000001"), Optional.of("default"), Optional.empty());
        assertThat(choice(other, IMAGE))
                .isEqualTo(new Refused(
                        RefusalReason.UNKNOWN_MACHINE,
                        "no machine has the MAC address 52:54:00:a1:b2:c3; add it: PUT /machines/52:54:00:a1:b2:c3 of"
                                + " inventory-service"));
    }

    @Test
    void aMachineWithoutProfileIsRefused() {
        assertThat(choice(machine(List.of(MAC.text()), Optional.empty(), Optional.empty()), IMAGE))
                .isEqualTo(new Refused(
                        RefusalReason.NO_PROFILE,
                        "machine 52:54:00:a1:b2:c3 has no profile; give it one in inventory-service"));
    }

    @Test
    void aMissingProfileIsRefused() {
        assertThat(choice(machine(List.of(MAC.text()), Optional.of("nope"), Optional.empty()), IMAGE))
                .isEqualTo(new Refused(
                        RefusalReason.UNKNOWN_PROFILE,
                        "there is no profile nope; add it: PUT /profiles/nope of inventory-service"));
    }

    @Test
    void aMissingImageIsRefused() {
        assertThat(refusal(image("other", "1", Instant.EPOCH)))
                .isEqualTo(new Refused(
                        RefusalReason.UNKNOWN_IMAGE,
                        "profile default wants image hello.1, which is not published; build it with image-service"));
    }

    @Test
    void aProfileMayNameAChannel() {
        var images = List.of(
                image("hello", "1", Instant.EPOCH, artifact(FileRole.KERNEL, "vmlinuz")),
                image("hello", "2", Instant.EPOCH.plusSeconds(1), artifact(FileRole.KERNEL, "vmlinuz")));
        assertThat(((Chosen) choiceOf("hello@stable", images, Documents.channel("hello", "stable", "1")))
                        .image()
                        .key())
                .isEqualTo("hello.1");
        assertThat(choiceOf("hello@stable", images, Documents.channel("hello", "candidate", "1")))
                .isEqualTo(new Refused(
                        RefusalReason.UNKNOWN_CHANNEL,
                        "profile default wants image hello@stable, a channel that stands for no version; promote one:"
                                + " PUT /channels/hello/stable of image-service"));
        assertThat(choiceOf("hello@stable", images, Documents.channel("hello", "stable", "3")))
                .isEqualTo(new Refused(
                        RefusalReason.UNKNOWN_IMAGE,
                        "profile default wants image hello@stable, which stands for hello.3; that one is not"
                                + " published"));
    }

    private static Choice choiceOf(String reference, List<ImageDocument> images, ChannelsDocument channels) {
        var machine = machine(List.of(MAC.text()), Optional.of("default"), Optional.empty());
        var profile = Documents.profile("default", reference);
        return Choices.of(new Documents(List.of(machine), List.of(profile), images, List.of(), List.of(channels)), MAC);
    }

    @Test
    void anImageWithoutKernelIsRefused() {
        assertThat(refusal(image("hello", "1", Instant.EPOCH, artifact(FileRole.INITRD, "initrd.img"))))
                .isEqualTo(new Refused(RefusalReason.NO_KERNEL, "image hello.1 has no kernel; build it again"));
    }

    @Test
    void anImageOfAnotherRootModeIsRefused() {
        var profile =
                new ProfileDocument("default", ImageReference.of("hello.1"), RootMode.SQUASHFS, List.of(), Map.of());
        var machine = machine(List.of(MAC.text()), Optional.of("default"), Optional.empty());
        var documents = new Documents(List.of(machine), List.of(profile), List.of(IMAGE), List.of());

        assertThat(Choices.of(documents, MAC))
                .isEqualTo(new Refused(
                        RefusalReason.ROOT_MODE,
                        "profile default wants its root as squashfs, image hello.1 is built as initrd"));
    }

    private static Choice refusal(ImageDocument image) {
        return choice(machine(List.of(MAC.text()), Optional.of("default"), Optional.empty()), image);
    }

    private static Choice choice(MachineDocument machine, ImageDocument image) {
        return Choices.of(new Documents(List.of(machine), List.of(PROFILE, RESCUE), List.of(image), List.of()), MAC);
    }
}
