package io.rackboot.image.tree;

import java.io.IOException;
import java.io.InputStream;

/// A stream that is read in blocks: whatever is read or skipped of it comes through one method.
public abstract class BlockInput extends InputStream {
    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
