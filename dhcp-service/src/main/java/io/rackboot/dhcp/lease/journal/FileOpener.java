package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// How files are opened that are written: [FileChannel#open], or a disk that fails when it is told to.
@FunctionalInterface
interface FileOpener {
    FileChannel open(Path path, OpenOption... options) throws IOException;
}
