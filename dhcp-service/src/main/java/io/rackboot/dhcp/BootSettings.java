package io.rackboot.dhcp;

import static io.rackboot.dhcp.Settings.checked;
import static io.rackboot.dhcp.Settings.each;
import static io.rackboot.dhcp.Settings.port;

import io.rackboot.dhcp.reply.BootServers;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.PxeMenu;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.PxeOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/// `dhcp.boot`, checked; each error names the property.
final class BootSettings {
    private static final int LONGEST_WAIT = 255;

    private BootSettings() {}

    /// @throws IllegalArgumentException naming the property that is wrong
    static BootSite of(DhcpConfig.BootConfig config) {
        var tftp = checked("dhcp.boot.tftp-server", () -> config.tftpServer().map(Ip4Address::parse));
        var servers = checked("dhcp.boot.http-server", () -> new BootServers(config.httpServer(), tftp));
        var menu = menu(config.menu());
        var mtftp = config.mtftp().address().map(address -> mtftp(address, config.mtftp()));
        return checked("dhcp.boot.loaders", () -> new BootSite(servers, config.loaders(), menu, mtftp));
    }

    private static Optional<PxeMenu> menu(DhcpConfig.MenuConfig config) {
        if (config.items().isEmpty()) {
            return Optional.empty();
        }
        var items = new ArrayList<PxeMenu.Item>();
        for (int i = 0; i < config.items().size(); i++) {
            items.add(item(i, config.items().get(i)));
        }
        return Optional.of(prefixed("dhcp.boot.menu.", () -> new PxeMenu(config.prompt(), config.timeout(), items)));
    }

    private static PxeMenu.Item item(int index, DhcpConfig.MenuItemConfig config) {
        var property = "dhcp.boot.menu.items[" + index + "].";
        var servers = each(property + "servers", config.servers(), Ip4Address::parse);
        int type = config.type()
                .orElse(
                        config.start() == DhcpConfig.Start.LOCAL_DISK
                                ? PxeOptions.LOCAL_BOOT
                                : PxeMenu.FIRST_OWN_TYPE + index);
        return prefixed(property, () -> new PxeMenu.Item(type, config.text(), start(config), servers));
    }

    private static PxeMenu.Start start(DhcpConfig.MenuItemConfig config) {
        return switch (config.start()) {
            case LOADER -> new PxeMenu.Start.MachinesLoader();
            case LOCAL_DISK -> new PxeMenu.Start.LocalDisk();
            case FILE ->
                new PxeMenu.Start.NamedFile(
                        config.file().orElseThrow(() -> new IllegalArgumentException("file: is missing")));
        };
    }

    private static PxeOptions.Mtftp mtftp(String address, DhcpConfig.MtftpConfig config) {
        return new PxeOptions.Mtftp(
                checked("dhcp.boot.mtftp.address", () -> Ip4Address.parse(address)),
                checked("dhcp.boot.mtftp.client-port", () -> port(config.clientPort())),
                checked("dhcp.boot.mtftp.server-port", () -> port(config.serverPort())),
                checked("dhcp.boot.mtftp.timeout", () -> seconds(config.timeout())),
                checked("dhcp.boot.mtftp.delay", () -> seconds(config.delay())));
    }

    private static int seconds(Duration wait) {
        if (wait.isNegative() || wait.toSeconds() > LONGEST_WAIT) {
            throw new IllegalArgumentException(wait + " is not in 0..255 s");
        }
        return (int) wait.toSeconds();
    }

    /// The message of the error begins with the rest of the property.
    private static <T> T prefixed(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + e.getMessage(), e);
        }
    }
}
