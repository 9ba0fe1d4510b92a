package io.rackboot.dhcp.reply;

/// How a proxy's offer brings PXE firmware to its file. Firmware differs in what it accepts; UEFI HTTP boot, U-Boot and
/// iPXE with a script are always given the file.
public enum ProxyOffer {
    /// The offer names the file, and PXE_DISCOVERY_CONTROL has the firmware take it without asking further. EDK2 from
    /// 2017 on, iPXE, Intel's ROMs.
    FILE,
    /// The offer names this server alone, and the firmware asks it for the file on port 4011. For EDK2 before 2017,
    /// which forgets the file of a proxy's offer (tianocore/edk2#6944).
    REQUEST
}
