package io.rackboot.image.build;

import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Path;

/// A Debian package of a kernel for virtual machines, made of the installed one: like Debian's own it has no
/// modules.dep.
final class KernelPackage {
    private KernelPackage() {}

    /// {@return the package, in a directory of a test}
    static Path make(Path directory) throws IOException {
        Commands.require("dpkg-deb");
        var kernel = Commands.kernel();
        var release = Commands.release(kernel);
        var modules = Commands.modules(kernel);
        Commands.run(
                directory,
                "mkdir -p deb/DEBIAN deb/boot deb/lib/modules/%1$s && cp %2$s deb/boot/vmlinuz-%1$s && cd %3$s &&"
                                .formatted(release, kernel, modules)
                        + " cp %s/config-%s %s/deb/boot/ 2>/dev/null;".formatted(kernel.getParent(), release, directory)
                        + " cp --parents -r modules.builtin modules.order $(find kernel/drivers/virtio kernel/net/core kernel/drivers/net"
                        + " kernel/drivers/block kernel/fs/squashfs kernel/fs/overlayfs kernel/fs/fat kernel/fs/nls"
                        + " kernel/fs/nfs kernel/fs/nfs_common kernel/fs/lockd kernel/fs/fscache kernel/fs/netfs"
                        + " kernel/net/sunrpc kernel/net/dns_resolver 2>/dev/null -name '*.ko*') %s/deb/lib/modules/%s/ &&"
                                .formatted(directory, release)
                        + " cd %s && printf '%%s\\n' 'Package: linux-image-test' 'Version: 6.1.1-2' 'Architecture: amd64'"
                                .formatted(directory)
                        + " 'Maintainer: nobody <n@example>' 'Description: a kernel' > deb/DEBIAN/control &&"
                        + " dpkg-deb --root-owner-group -Zgzip -z1 --build deb linux.deb >/dev/null");
        return directory.resolve("linux.deb");
    }
}
