package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.PxeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The menu that PXE firmware itself shows before it fetches anything (PXE 2.1 §2.3). The firmware takes the choice to
/// the boot server of its type, on port 4011, and is told the file there.
///
/// @param prompt the line before the menu
/// @param timeout how long the prompt stands until the first item is taken: 0 s takes it at once, 255 s shows the menu
///     at once and waits for ever
/// @param items in the order of the menu; the first is the default
public record PxeMenu(String prompt, Duration timeout, List<Item> items) {
    /// The first type that is free for everybody's use (PXE 2.1 §2.3).
    public static final int FIRST_OWN_TYPE = 0x8000;

    /// The timeout that waits for ever.
    public static final Duration FOR_EVER = Duration.ofSeconds(255);

    /// In bytes: what option 43 holds, less the MTFTP fields.
    private static final int LONGEST = PxeOptions.LONGEST - 20;

    /// EDK2 shows no more.
    private static final int MOST_ITEMS = 24;

    /// What an item starts.
    public sealed interface Start {
        /// The loader that the machine would be given without a menu.
        record MachinesLoader() implements Start {}

        /// The next local device.
        record LocalDisk() implements Start {}

        /// A file of the TFTP server.
        record NamedFile(String name) implements Start {}
    }

    /// A line of the menu.
    ///
    /// @param type tells the items apart: 0 for the local disk alone, else 1 to 65534
    /// @param text the line
    /// @param start what it starts
    /// @param servers the boot servers to ask; none for this one
    public record Item(int type, String text, Start start, List<Ip4Address> servers) {
        /// @throws IllegalArgumentException naming what is wrong
        public Item {
            servers = List.copyOf(servers);
            if (text.isEmpty() || !text.matches("[\\x20-\\x7e]*")) {
                throw new IllegalArgumentException("text: '" + text + "' is no line of ASCII characters");
            }
            boolean isLocal = start instanceof Start.LocalDisk;
            if (isLocal != (type == PxeOptions.LOCAL_BOOT) || type < 0 || type > 0xfffe) {
                throw new IllegalArgumentException(
                        "type: " + type + " is not " + (isLocal ? "0, the type of the local disk" : "in 1..65534"));
            }
            if (start instanceof Start.NamedFile(var name)
                    && (name.isEmpty() || name.length() > 127 || !name.matches("[\\x21-\\x7e]*"))) {
                throw new IllegalArgumentException("file: '" + name + "' is no file name of at most 127 characters");
            }
        }
    }

    /// @throws IllegalArgumentException naming what is wrong
    public PxeMenu {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("items: " + items.size() + ", not 1 to " + MOST_ITEMS);
        }
        if (items.stream().map(Item::type).distinct().count() < items.size()) {
            throw new IllegalArgumentException("items: two have the same type");
        }
        if (timeout.isNegative() || timeout.compareTo(FOR_EVER) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " is not in 0..255 s");
        }
        if (!prompt.matches("[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException("prompt: '" + prompt + "' is no line of ASCII characters");
        }
        int length = OptionCode.VENDOR_SPECIFIC_INFORMATION
                .encode(options(items, prompt, timeout, Ip4Address.ANY, Optional.empty())
                        .toSubOptions())
                .length();
        if (length > LONGEST) {
            throw new IllegalArgumentException("items: the menu takes " + length + " bytes of option 43, which has room"
                    + " for " + LONGEST + "; shorten texts or leave items out");
        }
    }

    /// {@return the item of this type}
    Optional<Item> item(int type) {
        return items.stream().filter(item -> item.type() == type).findFirst();
    }

    /// {@return option 43 of an offer with this menu}
    ///
    /// @param here this server, which the items without servers are asked of
    PxeOptions options(Ip4Address here, Optional<PxeOptions.Mtftp> mtftp) {
        return options(items, prompt, timeout, here, mtftp);
    }

    /// Discovery by the list alone: broadcasts would ask servers whose items have the same types. The list does not
    /// bind whom the client may hear (bit 2): EDK2 compares it with `siaddr`, which may be another host.
    private static PxeOptions options(
            List<Item> items, String prompt, Duration timeout, Ip4Address here, Optional<PxeOptions.Mtftp> mtftp) {
        return new PxeOptions(
                Optional.of(PxeOptions.NO_BROADCAST | PxeOptions.NO_MULTICAST),
                items.stream()
                        .filter(item -> item.type() != PxeOptions.LOCAL_BOOT)
                        .map(item -> new PxeOptions.BootServer(
                                item.type(), item.servers().isEmpty() ? List.of(here) : item.servers()))
                        .toList(),
                items.stream()
                        .map(item -> new PxeOptions.MenuItem(item.type(), item.text()))
                        .toList(),
                Optional.of(new PxeOptions.Prompt((int) timeout.toSeconds(), prompt)),
                Optional.empty(),
                mtftp);
    }
}
