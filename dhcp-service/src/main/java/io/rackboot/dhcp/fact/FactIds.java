package io.rackboot.dhcp.fact;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Ids that no other fact has, of this server or another, before or after a restart.
///
/// They tell facts apart and need not be secret. So not each costs random numbers, which threads of the whole service
/// queue for: those made after one start have one random half in common, and count on from the other (UUIDs of version
/// 8, RFC 9562 §5.8).
final class FactIds {
    private static final long VERSION_MASK = 0xf000;
    private static final long VERSION_8 = 0x8000;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long common;
    private final AtomicLong next;

    FactIds() {
        var random = new SecureRandom();
        common = random.nextLong() & ~VERSION_MASK | VERSION_8;
        next = new AtomicLong(random.nextLong());
    }

    String next() {
        return new UUID(common, next.getAndIncrement() & ~VARIANT_MASK | VARIANT).toString();
    }
}
