package io.rackboot.dhcp.reply;

/// Where clients speak to this server.
public enum ServerPort {
    /// 67 (RFC 2131 §4.1).
    DHCP,
    /// 4011, for PXE clients that have an address already and want a boot file (PXE 2.1 §2.2.3, §2.2.5).
    BOOT_SERVER
}
