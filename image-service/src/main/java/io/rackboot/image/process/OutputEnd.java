package io.rackboot.image.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A program's output, and whether its end was met.
final class OutputEnd extends FilterInputStream {
    private boolean reached;

    OutputEnd(InputStream output) {
        super(output);
    }

    /// Has it read, and throws away what is left: a program that can write no more would never end.
    void read(ProgramRunner.Output reader) throws IOException {
        reader.read(this);
        transferTo(OutputStream.nullOutputStream());
    }

    boolean reached() {
        return reached;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var count = super.read(bytes, offset, length);
        reached |= count < 0;
        return count;
    }
}
