package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;

/// Who serves boot files, where that is not the DHCP server itself.
///
/// @param http the base of HTTP boot paths without a slash at its end, as in `http://192.0.2.1`
/// @param tftp the TFTP server
public record BootServers(Optional<String> http, Optional<Ip4Address> tftp) {
    /// Both are the address that the request came in on.
    public static final BootServers SAME_HOST = new BootServers(Optional.empty(), Optional.empty());

    /// The longest HTTP base, in bytes: with `/boot/<machine>/<file>` behind it the name still fits `file`.
    public static final int LONGEST_HTTP = 80;

    /// @throws IllegalArgumentException for a base that is no `http` or `https` URL, ends with a slash or is too long
    public BootServers {
        http.ifPresent(BootServers::requireBase);
    }

    private static void requireBase(String base) {
        if (!base.matches("https?://[^\\s?#&]*[^\\s?#&/]") || base.length() > LONGEST_HTTP) {
            throw new IllegalArgumentException(base + " is no URL of the form http://HOST[:PORT][/PATH] without a"
                    + " slash at its end, at most " + LONGEST_HTTP + " characters");
        }
    }

    String httpFor(Arrival arrival) {
        return http.orElseGet(() -> "http://" + arrival.serverAddress());
    }

    Ip4Address tftpFor(Arrival arrival) {
        return tftp.orElse(arrival.serverAddress());
    }
}
