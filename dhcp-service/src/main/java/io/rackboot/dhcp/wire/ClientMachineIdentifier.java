package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/// Option 97, the machine's identifier (RFC 4578 §2.3). Never malformed: what is no UUID is simply none.
///
/// ```
///   +----------+------------+----------+----------+----------------+
///   | type = 0 | time-low   | time-mid | time-hi  | 8 bytes        |
///   |          | 4, little- | 2, little| 2, little| as written     |
///   +----------+------------+----------+----------+----------------+
/// ```
///
/// @param bytes the type and the identifier
public record ClientMachineIdentifier(Octets bytes) {
    /// The option's bytes.
    public static final OptionFormat<ClientMachineIdentifier> FORMAT = new OptionFormat<>(
            "a machine identifier",
            buffer -> new ClientMachineIdentifier(Octets.ofRemaining(buffer)),
            ClientMachineIdentifier::bytes);

    private static final int LENGTH = 17;

    /// The SMBIOS UUID, its first three fields little-endian on the wire as firmware keeps them.
    ///
    /// @return empty for another type or length, and for the sixteen zero bytes (or ones) that firmware sends where
    ///     nobody has set a UUID
    public Optional<UUID> uuid() {
        if (bytes.length() != LENGTH || bytes.at(0) != 0) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes.toByteArray(), 1, LENGTH - 1).order(ByteOrder.LITTLE_ENDIAN);
        long timeLow = Integer.toUnsignedLong(buffer.getInt());
        long timeMid = Short.toUnsignedLong(buffer.getShort());
        long timeHigh = Short.toUnsignedLong(buffer.getShort());
        var uuid = new UUID(
                timeLow << 32 | timeMid << 16 | timeHigh,
                buffer.order(ByteOrder.BIG_ENDIAN).getLong());
        return uuid.equals(new UUID(0, 0)) || uuid.equals(new UUID(-1, -1)) ? Optional.empty() : Optional.of(uuid);
    }
}
