package io.rackboot.image.oci;

import io.rackboot.image.Commands;
import java.nio.file.Path;

/// An image that umoci makes of directories: layers that add, replace, hide and link into those below.
final class UmociImage {
    private static final String LAYERS = """
            set -e
            umask 022
            long=$(printf 'n%.0s' $(seq 150))
            mkdir -p base/etc/old base/opt/a/b base/usr/bin base/dev next/usr/bin opaque
            echo one >base/etc/old/x; echo two >base/opt/a/b/c; echo gone >base/gone; echo 1 >base/etc/version
            echo long >base/$long; ln -s /$long$long base/long; echo coffee >"base/$(printf 'caf\\303\\251')"
            echo tool >base/usr/bin/tool; ln base/usr/bin/tool base/usr/bin/link; ln -s ../usr/bin/tool base/opt/sym
            mkfifo base/pipe base/queue; mknod base/dev/null c 1 3; touch base/empty; chmod 1777 base/opt; chmod 4711 base/usr/bin/tool
            chown -h 1000:2000 base/opt/sym; chown -R 33:44 base/opt/a; chown 3000000:3000001 base/empty
            setfattr -n user.note -v kept base/usr/bin/tool; setfattr -n user.note -v all base/opt/a
            setfattr -n security.capability -v 0x0100000200200000000000000000000000000000 base/empty
            umoci init --layout layout
            umoci new --image layout:one
            umoci insert --image layout:one base /
            umoci insert --image layout:one --whiteout /gone
            umoci insert --image layout:one --whiteout /never/there
            echo new >opaque/n
            umoci insert --image layout:one --opaque opaque /etc/old
            echo tool >next/usr/bin/tool; ln next/usr/bin/tool next/usr/bin/upper
            tar cf next.tar -C next usr/bin/tool usr/bin/upper
            tar --delete -f next.tar usr/bin/tool
            umoci raw add-layer --image layout:one next.tar
            umoci unpack --image layout:one bundle
            echo 22 >bundle/rootfs/etc/version; rm -r bundle/rootfs/opt/a/b; echo file >bundle/rootfs/opt/a/b
            rm bundle/rootfs/pipe; mkdir bundle/rootfs/pipe; chmod 2750 bundle/rootfs/pipe
            umoci repack --image layout:one bundle
            umoci unpack --image layout:one whole
            """;

    private UmociImage() {}

    /// Makes `layout`, the image `one` in it, and `whole/rootfs`, which umoci unpacks of it.
    static void make(Path directory) {
        Commands.run(directory, LAYERS);
    }
}
