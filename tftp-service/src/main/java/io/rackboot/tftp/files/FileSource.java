package io.rackboot.tftp.files;

import java.net.InetAddress;

/// Where files are looked for: in the root directory, then at http-boot-service.
public final class FileSource {
    private final RootDirectory root;
    private final BootServer bootServer;

    /// A source of both.
    public FileSource(RootDirectory root, BootServer bootServer) {
        this.root = root;
        this.bootServer = bootServer;
    }

    /// Looks for a file; blocks for as long as http-boot-service may take.
    public Lookup open(RequestedPath path, InetAddress client) {
        return switch (root.open(path)) {
            case Lookup.Refused(var reason, var _) when reason == Reason.NOT_FOUND -> bootServer.open(path, client);
            case Lookup lookup -> lookup;
        };
    }
}
