package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Where firmware and loaders do other than the specifications have them, and what is done about it. Each class is
/// named once, here, with the public issue or the capture (a file of the tests' `pcap`) that shows it.
///
/// The ones that a request does not show hold for every client that could have them.
public enum Quirk {
    /// The Raspberry Pi's ROM says that it is a PC BIOS, ignores the boot file, and boots only if a PXE menu has the
    /// entry "Raspberry Pi Boot": it is given that menu, and no file.
    RASPBERRY_PI_AS_PC(
            Quirk::isRaspberryPi,
            "https://github.com/raspberrypi/rpi-eeprom/issues/182",
            "https://github.com/raspberrypi/documentation/issues/1686"),
    /// The Raspberry Pi's ROM leaves option 60 out of its DHCPREQUEST: option 93 is enough.
    NO_CLASS_IN_REQUEST(
            request -> Signs.vendorClass(request).isEmpty()
                    && Signs.architectureOption(request).isPresent(),
            "https://github.com/raspberrypi/rpi-eeprom/issues/87"),
    /// ROMs that look for the server in option 66 and not in `siaddr`: it stands in both.
    SERVER_IN_OPTION_ALONE(Quirk::isFirmware, "https://github.com/raspberrypi/firmware/issues/801"),
    /// Firmware that follows RFC 4578's swapped numbers and calls itself EBC on x64: it is given x64's loader.
    X64_AS_EBC(
            request -> Signs.architecture(request).filter(code -> code == 9).isPresent(),
            "https://github.com/danderson/netboot/pull/30",
            "https://github.com/opnsense/core/pull/2669"),
    /// Firmware without option 93: the number in the vendor class is taken.
    ARCHITECTURE_IN_CLASS_ALONE(
            request -> Signs.architectureOption(request).isEmpty()
                    && Signs.architectureInClass(request).isPresent(),
            "https://github.com/garybowers/bootimus/issues/118"),
    /// Option 77 is the bare text and not RFC 3004's list: both are read.
    BARE_USER_CLASS(
            request -> request.options()
                    .bytes(OptionCode.USER_CLASS.code())
                    .filter(bytes -> bytes.text().matches("[ig]PXE"))
                    .isPresent(),
            "https://github.com/metal3-io/baremetal-operator/issues/446",
            "bios-qemurom-ipxe"),
    /// Vendors' iPXE (Mellanox FlexBoot) without the user class: option 175 is enough, else it would load iPXE for
    /// ever.
    IPXE_WITHOUT_USER_CLASS(
            request -> Signs.isIpxe(request) && !Signs.saysIpxe(request),
            "https://github.com/warewulf/warewulf3/issues/104"),
    /// iPXE in a ROM too small for HTTP or for kernels (VirtualBox): it is given the whole iPXE by TFTP.
    IPXE_CUT_DOWN(
            request -> Signs.isIpxe(request)
                    && (Signs.ipxeLacks(request, IpxeFeature.HTTP)
                            || Signs.ipxeLacks(request, IpxeFeature.BZIMAGE)
                                    && Signs.ipxeLacks(request, IpxeFeature.EFI)),
            "https://github.com/warewulf/warewulf3/pull/195",
            "https://github.com/cobbler/cobbler/issues/360",
            "virtualbox-ipxe"),
    /// iPXE waits three seconds for a proxy's offer unless sub-option 176 of option 175 says that none comes.
    IPXE_WAITS_FOR_PROXY(Signs::isIpxe, "bios-qemurom-ipxe"),
    /// Firmware without option 97: it boots without.
    NO_MACHINE_IDENTIFIER(
            request -> isFirmware(request) && !request.options().contains(OptionCode.CLIENT_MACHINE_IDENTIFIER),
            "https://github.com/danderson/pixiecore/issues/21",
            "u-boot"),
    /// Boards without a UUID send option 97 full of zeros: that is nobody's identity, and is returned as it came.
    EMPTY_MACHINE_IDENTIFIER(
            request -> request.options()
                    .bytes(OptionCode.CLIENT_MACHINE_IDENTIFIER.code())
                    .filter(Octets::isZero)
                    .isPresent(),
            "https://github.com/tianocore/edk2/blob/master/NetworkPkg/UefiPxeBcDxe/PxeBcDhcp4.c",
            "edk2pxe-nouuid"),
    /// Old ROMs read option 67 up to a NUL, past its end, and ask for `pxelinux.0\377`: it is written with one.
    FILE_NAME_READ_TO_NUL(Quirk::isFirmware, "https://github.com/netbootxyz/netboot.xyz/issues/1198"),
    /// shim finds its directory, and U-Boot all that a proxy says, in the header alone (U-Boot asks for neither
    /// option): `file` and `siaddr` are filled in beside the options.
    HEADER_ALONE(
            Quirk::isFirmware,
            "https://github.com/rhboot/shim/issues/710",
            "https://github.com/siderolabs/booter/issues/11",
            "u-boot"),
    /// EDK2 takes an offer with `PXEClient` and without option 43 for one of BINL, and asks for the file again on port
    /// 4011, in vain: PXE_DISCOVERY_CONTROL goes with every file.
    BINL_WITHOUT_OPTION_43(
            request -> Signs.vendorClass(request).startsWith(Signs.PXE_CLIENT) && !Signs.isIpxe(request),
            "https://github.com/tianocore/edk2/issues/8149",
            "https://github.com/FOGProject/fog-docs/pull/188",
            "edk2pxe-binl"),
    /// UEFI HTTP boot drops an offer whose option 60 does not begin with `HTTPClient`: it is returned.
    HTTP_WANTS_ITS_CLASS(
            request -> Signs.vendorClass(request).startsWith(Signs.HTTP_CLIENT),
            "https://github.com/xcat2/xcat-core/issues/7743",
            "edk2http-ipxeefi",
            "edk2pxe-binl");

    /// Features of iPXE by their sub-option of option 175.
    private static final class IpxeFeature {
        private static final int HTTP = 19;
        private static final int BZIMAGE = 24;
        private static final int EFI = 36;
    }

    private final Predicate<DhcpMessage> sign;
    private final List<String> seen;

    Quirk(Predicate<DhcpMessage> sign, String... seen) {
        this.sign = sign;
        this.seen = List.of(seen);
    }

    /// {@return whether the client that sent this has the quirk, or may have it}
    public boolean shows(DhcpMessage request) {
        return sign.test(request);
    }

    /// {@return the public issues, or the captures, that show it; one at least}
    public List<String> seen() {
        return seen;
    }

    /// {@return every quirk that the client has, or may have}
    public static Set<Quirk> of(DhcpMessage request) {
        return Arrays.stream(values())
                .filter(quirk -> quirk.shows(request))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Quirk.class)));
    }

    private static boolean isRaspberryPi(DhcpMessage request) {
        return !Signs.isIpxe(request)
                && Signs.architecture(request).orElse(0) == Architecture.X86_BIOS.code()
                && RaspberryPi.sent(request)
                && (Signs.architectureOption(request).isPresent()
                        || Signs.vendorClass(request).startsWith(Signs.PXE_CLIENT));
    }

    private static boolean isFirmware(DhcpMessage request) {
        return NetbootClient.of(request).isPresent() && !Signs.isIpxe(request);
    }
}
