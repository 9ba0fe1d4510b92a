package io.rackboot.dhcp.migration;

/// What `--help` prints.
final class ImportHelp {
    static final String TEXT = """
            Usage: dhcp-service import dhcpd|dnsmasq|kea|ethers FILE... [OPTION]...

            Takes over subnets and machines from the configuration of another DHCP server: dhcpd.conf of ISC DHCP,
            dnsmasq.conf (or the files of its dhcp-hostsfile), kea-dhcp4.conf, /etc/ethers. Several files are one
            configuration. Files that they include are read too: where they are named, or beside the named files.

              --hosts FILE      a file like /etc/hosts: the addresses of names that stand for addresses
              --machines FILE   write the machines' documents there, one a line, for inventory-service
              --rack LABEL      the machines' rack (r1)
              --profile NAME    the profile that the machines boot; without it, none yet

            The properties of dhcp-service are printed to standard output. What is not taken over is listed on standard
            error, line by line, as FILE:LINE: TEXT: WHY. Settings of the old program itself, such as of its log, are
            not listed. Leases are not imported.

            Exit status: 0 all was taken over; 3 something was left, and is listed; 2 wrong usage, or a file that
            cannot be read; 1 the output could not be written.
            """;

    private ImportHelp() {}
}
