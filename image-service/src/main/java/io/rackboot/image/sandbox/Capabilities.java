package io.rackboot.image.sandbox;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What root may do in a root (capabilities(7)): own, read and write its files, become its users, bind its ports. All
/// that reaches the machine is left out: its devices, modules, clock, network, memory, mounts, and processes of others.
final class Capabilities {
    private static final List<String> OF_A_ROOT = List.of(
            "chown",
            "dac_override",
            "fowner",
            "fsetid",
            "kill",
            "setgid",
            "setuid",
            "setpcap",
            "setfcap",
            "net_bind_service",
            "sys_chroot",
            "audit_write");

    private Capabilities() {}

    /// {@return a bounding set, as setpriv(1) takes it}
    ///
    /// @param further what is needed besides
    static String bounds(List<String> further) {
        return Stream.concat(OF_A_ROOT.stream(), further.stream())
                .map(name -> ",+" + name)
                .collect(Collectors.joining("", "-all", ""));
    }
}
