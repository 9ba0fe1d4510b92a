package io.rackboot.dhcp;

import java.util.Map;

/// DHCP options of the operator's own, for some clients or all.
interface DhcpOptionsConfig {
    /// Options by IANA's name or by number, such as `ntp-servers` or `42`, for clients that ask for them (option 55) or
    /// send no such list.
    Map<String, String> options();

    /// The same for every client, whatever it asks for.
    Map<String, String> forcedOptions();
}
