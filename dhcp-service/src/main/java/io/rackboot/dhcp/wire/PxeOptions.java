package io.rackboot.dhcp.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Option 43 as PXE servers fill it in (PXE 2.1, table 2-1).
///
/// | sub-option | | holds |
/// |---|---|---|
/// | 1–5 | MTFTP | how a file is fetched by multicast |
/// | 6 | PXE_DISCOVERY_CONTROL | bits: 0 no broadcast, 1 no multicast, 2 listed servers only, 3 take the file |
/// | 8 | PXE_BOOT_SERVERS | type, count, addresses; repeated |
/// | 9 | PXE_BOOT_MENU | type, length, text; repeated |
/// | 10 | PXE_MENU_PROMPT | seconds, text |
/// | 71 | PXE_BOOT_ITEM | type, layer: what the client chose |
///
/// @param discoveryControl the sum of the bits
/// @param bootServers who serves the menu's types
/// @param menu what the user, or the ROM itself, chooses from
/// @param prompt what stands before the menu
/// @param item what the reply is about
/// @param mtftp for ROMs that fetch by multicast
public record PxeOptions(
        Optional<Integer> discoveryControl,
        List<BootServer> bootServers,
        List<MenuItem> menu,
        Optional<Prompt> prompt,
        Optional<BootItem> item,
        Optional<Mtftp> mtftp) {
    /// Bit 0 of PXE_DISCOVERY_CONTROL.
    public static final int NO_BROADCAST = 1;

    /// Bit 1 of PXE_DISCOVERY_CONTROL.
    public static final int NO_MULTICAST = 2;

    /// Bit 3 of PXE_DISCOVERY_CONTROL: no menu, no prompt, no boot server: the file of this reply.
    public static final int TAKE_THIS_FILE = 8;

    /// The longest option 43 that a ROM reads: none of them joins parts (RFC 3396).
    public static final int LONGEST = 255;

    /// The type of the menu item that boots the next local device.
    public static final int LOCAL_BOOT = 0;

    private static final int MTFTP_IP = 1;
    private static final int MTFTP_CPORT = 2;
    private static final int MTFTP_SPORT = 3;
    private static final int MTFTP_TMOUT = 4;
    private static final int MTFTP_DELAY = 5;
    private static final int DISCOVERY_CONTROL = 6;
    private static final int BOOT_SERVERS = 8;
    private static final int BOOT_MENU = 9;
    private static final int MENU_PROMPT = 10;
    private static final int BOOT_ITEM = 71;

    /// Where the items of a type are asked for.
    ///
    /// @param type 0 to 65535
    /// @param addresses at most 255
    public record BootServer(int type, List<Ip4Address> addresses) {
        /// Takes a copy.
        public BootServer {
            addresses = List.copyOf(addresses);
        }

        private Octets bytes() {
            return addresses.stream()
                    .map(Ip4Address::octets)
                    .reduce(u16(type).plus(Octets.ofInts(addresses.size())), Octets::plus);
        }
    }

    /// A line of the menu.
    ///
    /// @param type 0 to 65535; 0 boots the next local device
    /// @param text at most 255 bytes
    public record MenuItem(int type, String text) {
        private Octets bytes() {
            var description = Octets.ofText(text);
            return u16(type).plus(Octets.ofInts(description.length())).plus(description);
        }
    }

    /// What stands before the menu.
    ///
    /// @param seconds 0 takes the first item at once, 255 shows the menu at once and waits; else F8 shows it
    /// @param text at most 254 bytes
    public record Prompt(int seconds, String text) {
        private Octets bytes() {
            return Octets.ofInts(seconds).plus(Octets.ofText(text));
        }
    }

    /// A choice.
    ///
    /// @param type of the menu item
    /// @param layer 0 for the boot file; the top bit asks for its credentials
    public record BootItem(int type, int layer) {
        private static final int LENGTH = 4;

        /// {@return whether it asks for credentials (BIS) rather than for the file}
        public boolean isCredentials() {
            return (layer & 0x8000) != 0;
        }

        private Octets bytes() {
            return u16(type).plus(u16(layer));
        }
    }

    /// Where a ROM fetches its file by multicast.
    ///
    /// @param address the multicast address; 0.0.0.0 for "no multicast"
    /// @param clientPort where the ROM listens
    /// @param serverPort where it asks
    /// @param timeout seconds of silence after which it asks to open or restart the transfer
    /// @param delay seconds that it listens before it asks
    public record Mtftp(Ip4Address address, int clientPort, int serverPort, int timeout, int delay) {}

    /// Takes copies.
    public PxeOptions {
        bootServers = List.copyOf(bootServers);
        menu = List.copyOf(menu);
    }

    /// {@return the options that have a ROM take the file of the same reply}
    public static PxeOptions takeThisFile(Optional<Mtftp> mtftp) {
        return new PxeOptions(
                Optional.of(TAKE_THIS_FILE), List.of(), List.of(), Optional.empty(), Optional.empty(), mtftp);
    }

    /// {@return the options that return what the client chose}
    public static PxeOptions chosen(BootItem item) {
        return new PxeOptions(
                Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.of(item), Optional.empty());
    }

    /// {@return what the client of this request chose; empty where it chose nothing, or says so in no PXE form}
    public static Optional<BootItem> itemOf(DhcpMessage request) {
        return request.options()
                .bytes(OptionCode.VENDOR_SPECIFIC_INFORMATION.code())
                .flatMap(bytes -> SubOptions.readable(bytes).get(BOOT_ITEM))
                .filter(bytes -> bytes.length() >= BootItem.LENGTH)
                .map(bytes -> new BootItem(bytes.at(0) << 8 | bytes.at(1), bytes.at(2) << 8 | bytes.at(3)));
    }

    /// {@return whether the reply has its client choose from a menu}
    public static boolean hasMenu(DhcpMessage reply) {
        return reply.options()
                .bytes(OptionCode.VENDOR_SPECIFIC_INFORMATION.code())
                .flatMap(bytes -> SubOptions.readable(bytes).get(BOOT_MENU))
                .isPresent();
    }

    /// {@return the sub-options by their codes, ascending}
    public SubOptions toSubOptions() {
        var byCode = new LinkedHashMap<Integer, Octets>();
        mtftp.ifPresent(fields -> putMtftp(fields, byCode));
        discoveryControl.ifPresent(bits -> byCode.put(DISCOVERY_CONTROL, Octets.ofInts(bits)));
        bootServers.forEach(server -> byCode.merge(BOOT_SERVERS, server.bytes(), Octets::plus));
        menu.forEach(line -> byCode.merge(BOOT_MENU, line.bytes(), Octets::plus));
        prompt.ifPresent(before -> byCode.put(MENU_PROMPT, before.bytes()));
        item.ifPresent(chosen -> byCode.put(BOOT_ITEM, chosen.bytes()));
        return new SubOptions(byCode);
    }

    private static void putMtftp(Mtftp fields, Map<Integer, Octets> byCode) {
        byCode.put(MTFTP_IP, fields.address().octets());
        // Unlike all others these two are in the byte order of the PC (PXE 2.1, table 2-1).
        byCode.put(MTFTP_CPORT, Octets.ofInts(fields.clientPort(), fields.clientPort() >>> 8));
        byCode.put(MTFTP_SPORT, Octets.ofInts(fields.serverPort(), fields.serverPort() >>> 8));
        byCode.put(MTFTP_TMOUT, Octets.ofInts(fields.timeout()));
        byCode.put(MTFTP_DELAY, Octets.ofInts(fields.delay()));
    }

    private static Octets u16(int value) {
        return Octets.ofInts(value >>> 8, value);
    }
}
