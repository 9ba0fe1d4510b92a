package io.rackboot.image.foreign;

import java.security.MessageDigest;

/// A SHA-256 by libcrypto.
final class Sha256 extends MessageDigest {
    private final LinkedSha256 linked;
    private final byte[] context = new byte[LinkedSha256.CONTEXT];

    Sha256(LinkedSha256 linked) {
        super("SHA-256");
        this.linked = linked;
        linked.init(context);
    }

    @Override
    protected int engineGetDigestLength() {
        return LinkedSha256.DIGEST;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        if (length > 0) {
            linked.update(context, input, offset, length);
        }
    }

    @Override
    protected byte[] engineDigest() {
        var digest = new byte[LinkedSha256.DIGEST];
        linked.last(context, digest);
        linked.init(context);
        return digest;
    }

    @Override
    protected void engineReset() {
        linked.init(context);
    }
}
