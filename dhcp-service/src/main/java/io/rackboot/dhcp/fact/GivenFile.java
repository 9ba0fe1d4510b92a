package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.reply.Decision;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.PxeOptions;
import java.util.Optional;

/// The boot file that a decision gives to a client.
final class GivenFile {
    private GivenFile() {}

    /// {@return the file that the reply names}
    static Optional<String> named(Decision decision) {
        return decision instanceof Decision.Reply reply ? named(reply.message()) : Optional.empty();
    }

    private static Optional<String> named(DhcpMessage message) {
        return message.options()
                .get(OptionCode.BOOTFILE_NAME)
                .or(() -> Optional.of(message.file().text()).filter(file -> !file.isEmpty()));
    }

    /// {@return the file that the client will fetch now: of a DHCPACK, which ends an exchange, or of a proxy's offer,
    ///     which no DHCPACK of this server follows. Where there is a menu, the choice from it tells}
    static Optional<String> fetched(Decision decision) {
        return decision instanceof Decision.Reply reply && isLast(reply.message())
                ? named(reply.message())
                : Optional.empty();
    }

    private static boolean isLast(DhcpMessage reply) {
        var type = reply.messageType();
        return (type.filter(MessageType.DHCPACK::equals).isPresent()
                        || type.filter(MessageType.DHCPOFFER::equals).isPresent()
                                && reply.yiaddr().isAny())
                && !PxeOptions.hasMenu(reply);
    }
}
