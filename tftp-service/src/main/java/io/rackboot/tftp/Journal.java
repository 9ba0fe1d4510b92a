package io.rackboot.tftp;

import io.rackboot.tftp.files.OpenFile;
import io.rackboot.tftp.files.RequestedPath;
import io.rackboot.tftp.transfer.TransferReport;

/// Who wants to know what became of requests.
interface Journal {
    /// A transfer ended; the file is still open.
    void ended(Arrival arrival, RequestedPath path, OpenFile file, TransferReport report);

    /// A request was refused.
    void refused(Arrival arrival, Denial denial);

    /// A request was passed over: it repeats one that is being served.
    void repeated(Arrival arrival);
}
