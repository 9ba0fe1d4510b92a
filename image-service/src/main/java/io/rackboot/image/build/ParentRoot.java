package io.rackboot.image.build;

import io.rackboot.events.RootMode;
import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.build.PublishedImages.PublishedRoot;
import io.rackboot.image.cpio.CpioReader;
import io.rackboot.image.ext4.Ext4Reader;
import io.rackboot.image.init.LocalDisk;
import io.rackboot.image.process.Program;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.List;

/// Takes the root of a published image: all but what made that image boot, which the new one gets anew.
///
/// @param workshop where trees are read
record ParentRoot(RootBuilder workshop) {
    private static final List<TreePath> OF_THE_IMAGE = List.of(
            new TreePath("init"),
            new TreePath("usr/lib/rackboot"),
            new TreePath("etc/systemd/system/rackboot-complete.service"),
            new TreePath("etc/systemd/system/multi-user.target.wants/rackboot-complete.service"));

    Tree read(String key, PublishedRoot parent) throws IOException {
        var tree = switch (parent.mode()) {
            case INITRD, EFI_DISK -> told(key, () -> initrd(parent));
            case SQUASHFS -> told(key, () -> squashfs(parent));
            case RAM_DISK -> told(key, () -> ramDisk(parent));
            case NFS, OTHER ->
                throw new RefusedSourceException("image " + key + " has the root mode "
                        + parent.mode().text() + "; parents are of " + RootMode.INITRD.text() + ", "
                        + RootMode.EFI_DISK.text() + ", " + RootMode.RAM_DISK.text() + " or "
                        + RootMode.SQUASHFS.text());
        };
        OF_THE_IMAGE.forEach(tree::removeAll);
        LocalDisk.remove(tree);
        return tree;
    }

    private interface Stored {
        Tree read() throws IOException;
    }

    /// What readers refuse they say of a file of the store; whose that is, they do not know.
    private static Tree told(String key, Stored root) throws IOException {
        try {
            return root.read();
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException("the root of image " + key + " cannot be read back: " + e.getMessage());
        }
    }

    private Tree initrd(PublishedRoot parent) throws IOException {
        var space = workshop.space();
        var name = space.unused("spool");
        try (var spool = space.create(name);
                var in = UnpackedInput.open(parent.root(), workshop.meter())) {
            return new CpioReader(workshop.settings().limits(), space.path(name), spool).read(in);
        }
    }

    private Tree ramDisk(PublishedRoot parent) throws IOException {
        var space = workshop.space();
        var name = space.unused("disk");
        // What describes the files takes little beside them, and free room is not written.
        var most = workshop.settings().limits().bytes()
                + workshop.settings().limits().entries() * 8192L;
        try (var out = space.create(name);
                var in = UnpackedInput.open(parent.root(), workshop.meter())) {
            var buffer = new byte[1 << 16];
            var size = 0L;
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                if (size > most) {
                    throw new RefusedSourceException("its RAM disk is larger than " + most + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
        return Ext4Reader.read(space.path(name), workshop.settings().limits());
    }

    private Tree squashfs(PublishedRoot parent) throws IOException {
        var program = Program.of("squashfs-tools-ng", "sqfs2tar", parent.root().toString());
        return workshop.read(tar -> workshop.runner().collect(program, tar));
    }
}
