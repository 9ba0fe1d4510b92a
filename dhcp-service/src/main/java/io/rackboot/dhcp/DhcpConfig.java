package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.lease.UnknownClients;
import io.rackboot.dhcp.reply.BootpClients;
import io.rackboot.dhcp.reply.ProxyOffer;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be set.
@ConfigMapping(prefix = "dhcp")
interface DhcpConfig extends DhcpOptionsConfig {
    /// The rack's label in facts: 1 to 32 of `a-z 0-9 _ -`.
    @WithDefault("r1")
    String rack();

    /// Where the journal of the leases and the copies of the documents are kept.
    @WithDefault("/var/lib/rackboot/dhcp")
    Path stateDirectory();

    /// What this server is: `server` gives addresses and boot files; `proxy` gives boot files beside another DHCP
    /// server, which gives the addresses and needs to know nothing of it.
    @WithDefault("server")
    Mode mode();

    /// How a proxy's offer brings PXE firmware to its file: `file` names it; `request` has the firmware ask for it on
    /// port 4011, for UEFI firmware from before 2017.
    @WithDefault("file")
    ProxyOffer proxyOffer();

    /// The names of the interfaces to serve, comma-separated; needed.
    Optional<List<String>> interfaces();

    /// The UDP port to listen on, and the port of relays.
    @WithDefault("67")
    int serverPort();

    /// The UDP port of the boot server, for PXE clients that have an address and want a boot file; listened on by a
    /// proxy, and where there is a menu.
    @WithDefault("4011")
    int bootServerPort();

    /// The UDP port of clients.
    @WithDefault("68")
    int clientPort();

    /// Whether replies to clients that have no address yet are broadcast even if they did not ask for it. For clients
    /// that hear nothing else and do not say so; otherwise they go to the hardware address alone.
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean alwaysBroadcast();

    /// Whether IPv6 router solicitations are answered with "no router here", for which iPXE waits 13 s in every stage
    /// otherwise. Where a real router speaks, the service is silent anyway.
    @WithDefault("true")
    @WithConverter(TrueOrFalse.class)
    boolean routerAdvertisements();

    /// Whether RARP requests (RFC 903) of machines with a reserved address are answered. Off: hypervisors send such
    /// requests for every machine that they move, and want no answer.
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean rarp();

    /// Whether addresses are probed before they are given, by ARP, or by ICMP echo behind relays. Off where somebody
    /// answers for addresses that he does not use.
    @WithDefault("true")
    @WithConverter(TrueOrFalse.class)
    boolean conflictDetection();

    /// Whether no other DHCP server has clients on the served networks. Then a client that comes with an address of
    /// which nothing is on record is granted it, or refused, at once; else it is met with silence.
    @WithDefault("true")
    @WithConverter(TrueOrFalse.class)
    boolean authoritative();

    /// The name of this server that BOOTP clients may ask for and are told (`sname`); without it, its address.
    Optional<String> bootpServerName();

    /// What tells clients apart: `hardware-address`, for which a machine's firmware, loader and system are one client,
    /// or `client-identifier` (option 61), for which several clients behind one hardware address are several.
    @WithDefault("hardware-address")
    ClientIdentity clientIdentity();

    /// The served subnets by name; one at least is needed, except by a proxy.
    Map<String, SubnetConfig> subnets();

    /// Options for clients of one kind, by a name for the kind. A client may be of several: the first by name that has
    /// an option counts, before the subnet's and the general ones.
    Map<String, ClassConfig> clientClasses();

    /// Whether a client that asks for it is granted an address in two messages instead of four (RFC 4039). For sites
    /// where no other server is.
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean rapidCommit();

    /// The addresses of the relays that may ask whose leases there are (RFC 4388), comma-separated.
    Optional<List<String>> leaseQueryRelays();

    /// Booting.
    BootConfig boot();

    /// What this server is.
    enum Mode {
        /// It gives addresses and boot files.
        SERVER,
        /// It gives boot files beside another DHCP server.
        PROXY
    }

    /// A served subnet.
    interface SubnetConfig extends DhcpOptionsConfig {
        /// Its network, such as `192.168.77.0/24`.
        String network();

        /// The name of the link that it shares with the other subnets of that name: clients there are given addresses
        /// of any of them, in the order of the subnets' names. Without it, the subnet has a link to itself.
        Optional<String> sharedNetwork();

        /// The addresses to lease, such as `192.168.77.100-192.168.77.199`, comma-separated; without any, machines
        /// with a reserved address are served alone.
        Optional<List<String>> ranges();

        /// Addresses within the ranges that are leased to nobody, such as
        /// `192.168.77.120,192.168.77.130-192.168.77.139`.
        Optional<List<String>> exclusions();

        /// More addresses to lease, by name, with lease times of their own.
        Map<String, PoolConfig> pools();

        /// The routers (option 3), comma-separated.
        Optional<List<String>> routers();

        /// The name servers (option 6), comma-separated.
        Optional<List<String>> domainNameServers();

        /// The domain of host names (option 15).
        Optional<String> domainName();

        /// Which BOOTP clients are given addresses: `reserved`, machines that have one reserved; `dynamic`, any, for
        /// ever; or `none`.
        @WithDefault("reserved")
        BootpClients bootp();

        /// How long an address is leased (option 51): 30 seconds to 136 years.
        @WithDefault("1H")
        Duration leaseTime();

        /// When clients renew their leases (T1, option 58); without it, after half of the lease time.
        Optional<Duration> renewalTime();

        /// When clients that their server does not answer ask any other (T2, option 59); without it, after seven
        /// eighths of the lease time.
        Optional<Duration> rebindingTime();

        /// The shortest time that a client gets which asks for less (option 51); without it, the lease time.
        Optional<Duration> minLeaseTime();

        /// The longest time that a client gets which asks for more; without it, the lease time.
        Optional<Duration> maxLeaseTime();

        /// The longest time that a machine gets which no document names; without it, the others' times.
        Optional<Duration> unknownLeaseTime();

        /// Whether machines that no document names are served: `allow` or `deny`.
        @WithDefault("allow")
        UnknownClients unknownClients();

        /// How many of a hundred addresses are kept, at most, for the machines that have a document or had a lease for
        /// longer than a visit, when unknown ones ask for more and more: 0 to 100.
        @WithDefault("50")
        int keptForKnown();
    }

    /// Clients of one kind: those that meet each of the conditions that are set.
    interface ClassConfig extends DhcpOptionsConfig {
        /// Values of option 93, such as `7,16`, comma-separated.
        Optional<List<String>> architectures();

        /// How option 60 begins, such as `docsis`; of several, comma-separated, one is enough.
        Optional<List<String>> vendorClasses();

        /// What option 77 includes, such as `iPXE`; of several, comma-separated, one is enough.
        Optional<List<String>> userClasses();

        /// How the Ethernet address begins, such as `00:0b:82`; of several, comma-separated, one is enough.
        Optional<List<String>> hardwareAddresses();
    }

    /// Addresses to lease with lease times of their own.
    interface PoolConfig {
        /// The addresses, as a subnet's `ranges`.
        List<String> ranges();

        /// How long they are leased.
        Duration leaseTime();

        /// The shortest time that a client gets which asks for less; without it, the lease time.
        Optional<Duration> minLeaseTime();

        /// The longest time that a client gets which asks for more; without it, the lease time.
        Optional<Duration> maxLeaseTime();
    }

    /// Booting.
    interface BootConfig {
        /// The URL of http-boot-service, such as `http://192.168.77.1`; without it, this server's own address.
        Optional<String> httpServer();

        /// The address of tftp-service; without it, this server's own.
        Optional<String> tftpServer();

        /// The loader's file by architecture (option 93), such as `dhcp.boot.loaders.7=shimx64.efi`, in place of the
        /// one that is built in: for firmware of machines whose documents choose none.
        Map<Integer, String> loaders();

        /// Whether a program of a machine that asks for the same boot file for the third time within a minute is given
        /// another one, where there is one. To be switched off where machines are reset that often on purpose.
        @WithDefault("true")
        @WithConverter(TrueOrFalse.class)
        boolean loopGuard();

        /// The menu that PXE firmware (not iPXE, not UEFI HTTP boot) shows before it boots; none without items.
        MenuConfig menu();

        /// Where PXE ROMs that can do so fetch their file by multicast (MTFTP); for a server of the site's own.
        MtftpConfig mtftp();
    }

    /// A menu of PXE firmware. Its lines take 235 bytes at most, with some overhead each.
    interface MenuConfig {
        /// The line that stands before the menu.
        @WithDefault("Press F8 for a menu")
        String prompt();

        /// How long it stands until the first item is taken, 0 to 255 seconds: `0S` takes it at once, `255S` shows the
        /// menu at once and waits for ever.
        @WithDefault("5S")
        Duration timeout();

        /// The items, the default first: `dhcp.boot.menu.items[0].text` and so on.
        List<MenuItemConfig> items();
    }

    /// What an item of the menu starts.
    enum Start {
        /// The loader that the machine would be given without a menu.
        LOADER,
        /// The next local device.
        LOCAL_DISK,
        /// The item's file, off the TFTP server.
        FILE
    }

    /// An item of the menu.
    interface MenuItemConfig {
        /// Its line.
        String text();

        /// What it starts: `loader`, `local-disk`, or `file`.
        @WithDefault("loader")
        Start start();

        /// The file for `file`, as tftp-service knows it.
        Optional<String> file();

        /// Other boot servers that are asked for it, comma-separated, such as a Windows Deployment Server's address.
        Optional<List<String>> servers();

        /// The number by which clients and boot servers know it; without it, 32768 and up. Boot servers of others'
        /// making want their own.
        Optional<Integer> type();
    }

    /// A server of files by multicast.
    interface MtftpConfig {
        /// The multicast address (option 43, sub-option 1); without it, nothing of this is said.
        Optional<String> address();

        /// The port that clients listen on (2).
        @WithDefault("1758")
        int clientPort();

        /// The port that they ask (3).
        @WithDefault("1759")
        int serverPort();

        /// After how much silence they ask for the transfer to start (4), 0 to 255 seconds.
        @WithDefault("2S")
        Duration timeout();

        /// How long they listen before they ask at all (5), 0 to 255 seconds.
        @WithDefault("2S")
        Duration delay();
    }
}
