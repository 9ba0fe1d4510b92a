package io.rackboot.dhcp.wire;

/// Option 94, the version of the network interface a PXE client speaks through (RFC 4578 §2.2).
///
/// @param type 1 for UNDI
/// @param major the major version
/// @param minor the minor version
public record ClientNetworkInterface(int type, int major, int minor) {
    /// Three bytes.
    public static final OptionFormat<ClientNetworkInterface> FORMAT = new OptionFormat<>(
            "an interface version",
            buffer -> new ClientNetworkInterface(
                    Byte.toUnsignedInt(buffer.get()),
                    Byte.toUnsignedInt(buffer.get()),
                    Byte.toUnsignedInt(buffer.get())),
            version -> Octets.ofInts(version.type, version.major, version.minor));
}
