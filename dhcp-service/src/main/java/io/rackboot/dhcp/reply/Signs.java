package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request shows of the program that sent it, one sign at a time.
final class Signs {
    /// What HTTP boot firmware puts in front of its vendor class, and accepts no reply without.
    static final String HTTP_CLIENT = "HTTPClient";

    /// The same for PXE ROMs (RFC 4578 §3).
    static final String PXE_CLIENT = "PXEClient";

    /// The same for U-Boot, where it does not pass for a PXE ROM.
    static final String U_BOOT = "U-Boot";

    private static final Pattern CLASS_ARCHITECTURE = Pattern.compile("(?:PXE|HTTP)Client:Arch:(\\d{5}).*");

    /// The features that iPXE lists in option 175, each a sub-option of its own.
    private static final int FIRST_IPXE_FEATURE = 16;

    private static final int LAST_IPXE_FEATURE = 41;

    private Signs() {}

    /// {@return option 60, or empty}
    static String vendorClass(DhcpMessage request) {
        return request.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER).orElse("");
    }

    /// {@return the first value of option 93, whatever follows it: an odd byte behind it is no reason not to boot}
    static Optional<Integer> architectureOption(DhcpMessage request) {
        return request.options()
                .bytes(OptionCode.CLIENT_SYSTEM_ARCHITECTURE.code())
                .filter(bytes -> bytes.length() >= Short.BYTES)
                .map(bytes -> bytes.at(0) << 8 | bytes.at(1));
    }

    /// {@return the architecture in the vendor class, as in `PXEClient:Arch:00007:UNDI:003000`}
    static Optional<Integer> architectureInClass(DhcpMessage request) {
        var vendorClass = vendorClass(request);
        if (vendorClass.isEmpty()) {
            return Optional.empty();
        }
        var matcher = CLASS_ARCHITECTURE.matcher(vendorClass);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /// {@return the architecture, from where it is}
    static Optional<Integer> architecture(DhcpMessage request) {
        return architectureOption(request).or(() -> architectureInClass(request));
    }

    /// {@return whether iPXE, or its forebear gPXE, sent it: by options 77 and 175}
    static boolean isIpxe(DhcpMessage request) {
        return request.options().contains(OptionCode.IPXE_ENCAPSULATED) || saysIpxe(request);
    }

    /// {@return whether option 77 says so}
    static boolean saysIpxe(DhcpMessage request) {
        return request.options()
                .get(OptionCode.USER_CLASS)
                .filter(user -> user.includes("iPXE") || user.includes("gPXE"))
                .isPresent();
    }

    /// {@return whether the iPXE that sent it lists its features, and this one is not among them}
    static boolean ipxeLacks(DhcpMessage request, int feature) {
        return ipxeOptions(request)
                .filter(options -> options.byCode().keySet().stream()
                        .anyMatch(code -> code >= FIRST_IPXE_FEATURE && code <= LAST_IPXE_FEATURE))
                .filter(options -> !options.byCode().containsKey(feature))
                .isPresent();
    }

    private static Optional<SubOptions> ipxeOptions(DhcpMessage request) {
        return request.options().bytes(OptionCode.IPXE_ENCAPSULATED.code()).map(SubOptions::readable);
    }
}
