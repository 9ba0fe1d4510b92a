package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.FileRole;
import io.rackboot.events.RootMode;
import io.rackboot.image.Commands;
import io.rackboot.image.build.PublishedImages.PublishedRoot;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentRootTest {
    @TempDir
    Path directory;

    private Workshop workshop;
    private Path root;

    @BeforeEach
    void parent() throws IOException {
        Commands.require("busybox", "cpio", "zstd");
        workshop = new Workshop(directory);
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc && cp /bin/busybox root/bin && ln -s ../bin/busybox root/sbin/init &&"
                        + " echo one > root/etc/a && ln root/etc/a root/etc/b && chmod 4711 root/etc/a && mkfifo root/etc/p");
    }

    @AfterEach
    void stop() throws IOException {
        workshop.close();
    }

    @Test
    void aChildOfAnInitrdIsItsRootAndMore() throws Exception {
        root = Files.copy(initrd("root: {directory: " + directory + "/root}"), directory.resolve("parent"));
        isChildOf(RootMode.INITRD);
    }

    @Test
    void aChildOfASquashfsIsItsRootAndMore() throws Exception {
        Commands.require("mksquashfs", "sqfs2tar");
        var made = workshop.build("root: {directory: " + directory + "/root}\nrootMode: squashfs\n");
        root = Files.copy(Workshop.file(made, FileRole.ROOT), directory.resolve("parent"));
        isChildOf(RootMode.SQUASHFS);
    }

    @Test
    void anImageThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> workshop.build("root: {image: none.1.0}"))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("there is no image none.1.0 to take the root of");
    }

    @Test
    void aParentOfAnotherRootModeIsRefusedWithTheModesThatAreTaken() {
        workshop.know(_ -> Optional.of(new PublishedRoot("0".repeat(64), RootMode.NFS, directory)));
        assertThatThrownBy(() -> workshop.build("root: {image: parent.1}"))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(
                        "image parent.1 has the root mode nfs; parents are of initrd, efi-disk, ram-disk or squashfs");
    }

    @Test
    void whichImageCannotBeReadBackIsSaid() throws Exception {
        var packed = Files.readAllBytes(initrd("root: {directory: " + directory + "/root}"));
        root = Files.write(directory.resolve("half"), Arrays.copyOf(packed, packed.length / 2));
        for (var mode : List.of(RootMode.INITRD, RootMode.RAM_DISK)) {
            workshop.know(_ -> Optional.of(new PublishedRoot("0".repeat(64), mode, root)));
            assertThatThrownBy(() -> workshop.build("root: {image: parent.1}"))
                    .isInstanceOf(RefusedSourceException.class)
                    .hasMessageStartingWith(
                            "the root of image parent.1 cannot be read back: its packed data is damaged or cut short: ");
        }
    }

    private void isChildOf(RootMode mode) throws IOException {
        workshop.know(key ->
                key.equals("parent.1") ? Optional.of(new PublishedRoot("0".repeat(64), mode, root)) : Optional.empty());
        var child = workshop.unpacked(
                workshop.build("root: {image: parent.1}\nfiles: [{path: /etc/more, text: more}]\nhostName: child\n"));
        assertThat(Commands.run(child, "cat etc/a etc/more; stat -c '%h %a' etc/b; test -p etc/p; cat etc/hostname"))
                .isEqualTo("one\nmore2 4711\nchild\n");
        Files.delete(child.resolve("etc/more"));
        Commands.run(child, "rm etc/hostname etc/hosts");
        var plain = workshop.unpacked(workshop.build("root: {directory: " + directory + "/root}"));
        assertThat(Commands.run(
                        directory,
                        "diff -r --no-dereference --exclude=p --exclude=dev '" + child + "' '" + plain
                                + "' 2>&1 || true"))
                .isEmpty();
    }

    private Path initrd(String yaml) throws IOException {
        return Workshop.file(workshop.build(yaml), FileRole.INITRD);
    }
}
