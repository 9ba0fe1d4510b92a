package io.rackboot.inventory.machine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Bmc;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import io.rackboot.inventory.form.Form;
import io.rackboot.inventory.form.Reading;
import io.rackboot.inventory.form.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A machine's document as a client writes it: `rack` is needed, all else may be left out.
final class MachineForm {
    private static final int MACS = 16;
    private static final String MAC = "a MAC address of one card such as 52:54:00:12:34:56";
    private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,126}[\\x21-\\x7e])?");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*", Pattern.DOTALL);
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String HEX = "1 to 255 bytes in hex, such as 4574683137 or 45:74:68:31:37";
    private static final Pattern HEX_FORM = Pattern.compile("[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){0,254}");
    private static final Pattern CONTROLLER = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");
    private static final Bmc.Kind[] KINDS = {Bmc.Kind.IPMI, Bmc.Kind.REDFISH, Bmc.Kind.WAKE_ON_LAN};

    private MachineForm() {}

    /// Reads a body.
    ///
    /// @param id the machine that the path names
    static Reading<MachineDocument> read(MachineId id, ObjectNode body) {
        var form = Form.of(body);
        form.text(
                "id",
                "left out, or " + id + " as in the path",
                text -> mac(text).filter(id::equals));
        var macs = form.texts("macs", MACS, MAC, MachineForm::mac);
        macs.ifPresent(list -> check(form, id, list));
        var rack = form.required(
                "rack", "the label of a rack: 1 to 32 of a-z 0-9 _ -", text -> Words.tried(() -> new Rack(text)));
        var uuid = form.text("uuid", "an SMBIOS UUID such as 4c4c4544-0077-4a10-8032-b3c04f564432", MachineForm::uuid);
        var serial = form.text("serial", "1 to 128 printable ASCII", text -> Words.matching(SERIAL, text));
        var hostName = form.text(
                "hostName",
                "labels of 1 to 63 letters, digits and hyphens, joined by dots",
                text -> Words.matching(HOST_NAME, text));
        var address = form.text("address", "an IPv4 address that one machine can have", MachineForm::address);
        var profile = form.text("profile", "the name of a profile: " + Words.NAME, Words::name);
        var oneShot = form.text("oneShotProfile", "the name of a profile: " + Words.NAME, Words::name);
        var loader = form.text(
                "loader",
                Words.list(Loader.values(), Loader::text),
                text -> Words.oneOf(Loader.values(), Loader::text, text));
        var bmc = form.object("bmc", "an object with kind, address and credentials", MachineForm::bmc);
        var clientIdentifier = form.text("clientIdentifier", "option 61: " + HEX, MachineForm::hex);
        var switchPort =
                form.object("switchPort", "an object with circuitId, remoteId, or both", MachineForm::switchPort);
        return form.end(rack.filter(_ -> form.good())
                .map(place -> new MachineDocument(
                        id,
                        ordered(id, macs),
                        uuid,
                        serial,
                        place,
                        hostName,
                        address,
                        profile,
                        oneShot,
                        loader.orElse(Loader.AUTO),
                        bmc,
                        clientIdentifier,
                        switchPort)));
    }

    private static void check(Form form, MachineId id, List<MachineId> macs) {
        if (new LinkedHashSet<>(macs).size() < macs.size()) {
            form.mistake("macs", "names an address twice", "each address once");
        }
        if (!macs.isEmpty() && !macs.contains(id)) {
            form.mistake(
                    "macs", "lacks " + id.mac() + ", which the path names", "a list with the path's address in it");
        }
    }

    /// The key comes first.
    private static List<MachineId> ordered(MachineId id, Optional<List<MachineId>> macs) {
        var list = new ArrayList<>(List.of(id));
        macs.ifPresent(given -> given.stream().filter(mac -> !mac.equals(id)).forEach(list::add));
        return list;
    }

    /// {@return a card's own address: no group address (IEEE 802, the lowest bit of the first octet), not all zero}
    static Optional<MachineId> mac(String text) {
        return MachineId.ofMac(text)
                .filter(mac -> !mac.text().equals("000000000000"))
                .filter(mac -> (Integer.parseInt(mac.text().substring(0, 2), 16) & 1) == 0);
    }

    private static Optional<UUID> uuid(String text) {
        return Words.matching(UUID_FORM, text)
                .map(UUID::fromString)
                .filter(uuid -> !uuid.equals(new UUID(0, 0)))
                .filter(uuid -> !uuid.equals(new UUID(-1, -1)));
    }

    /// Not 0/8, loopback, multicast or class E.
    private static Optional<Ipv4> address(String text) {
        return Words.tried(() -> new Ipv4(text)).filter(address -> {
            var first = Integer.parseInt(text.substring(0, text.indexOf('.')));
            return first > 0 && first != 127 && first < 224;
        });
    }

    private static Optional<Bmc> bmc(Form form) {
        var kind = form.required(
                "kind", Words.list(KINDS, Bmc.Kind::text), text -> Words.oneOf(KINDS, Bmc.Kind::text, text));
        var address = form.required(
                "address", "a host name or address, with :port if need be", text -> Words.matching(CONTROLLER, text));
        var credentials =
                form.required("credentials", "the name of a secret (never the secret): " + Words.NAME, Words::name);
        return kind.flatMap(k -> address.flatMap(a -> credentials.map(c -> new Bmc(k, a, c))));
    }

    private static Optional<String> hex(String text) {
        return Words.matching(HEX_FORM, text).map(hex -> hex.replace(":", "").toLowerCase(Locale.ROOT));
    }

    private static Optional<SwitchPort> switchPort(Form form) {
        var circuitId = form.text("circuitId", "option 82, sub-option 1: " + HEX, MachineForm::hex);
        var remoteId = form.text("remoteId", "option 82, sub-option 2: " + HEX, MachineForm::hex);
        if (form.good() && circuitId.isEmpty() && remoteId.isEmpty()) {
            form.mistake("circuitId", "is missing, and so is remoteId", "one of them, or both");
        }
        return circuitId.or(() -> remoteId).map(_ -> new SwitchPort(circuitId, remoteId));
    }
}
