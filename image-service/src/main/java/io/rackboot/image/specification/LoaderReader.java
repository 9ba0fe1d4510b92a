package io.rackboot.image.specification;

import io.rackboot.events.Ipv4;
import io.rackboot.image.loader.Authority;
import io.rackboot.image.loader.Firmware;
import io.rackboot.image.loader.LoaderMedia;
import io.rackboot.image.loader.StaticAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `loader`.
final class LoaderReader {
    private static final List<String> ALLOWED =
            List.of("server", "firmware", "address", "gateway", "nameServer", "interface", "ca");
    private static final Pattern SERVER =
            Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?");
    private static final Pattern ADDRESS = Pattern.compile("([0-9.]{7,15})/([1-9]|[12][0-9]|3[0-2])");
    private static final Pattern DEVICE = Pattern.compile("net[0-9]{1,2}");
    private static final String ADDRESS_FORM = "an address with its prefix, such as 10.0.12.7/24";

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    LoaderReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Optional<LoaderMedia> read(Fields fields) {
        return fields.mapping("loader", ALLOWED).flatMap(this::media);
    }

    private Optional<LoaderMedia> media(Fields loader) {
        var form = "where http-boot-service is, such as https://boot.example";
        var server = loader.requiredText("server", form).flatMap(f -> f.matching(SERVER, form, mistakes));
        var firmware = firmware(loader);
        var address = address(loader);
        var authority = loader.text("ca", "the path of a certificate").flatMap(this::authority);
        authority.ifPresent(ca -> {
            if (server.isPresent() && server.get().value().startsWith("http:")) {
                mistakes.accept(ca.mistake("is of no use for a server by plain HTTP", "a server by https"));
            }
            if (firmware.contains(Firmware.BIOS)) {
                mistakes.accept(ca.mistake(
                        "on BIOS, iPXE trusts only what it was compiled for",
                        "'firmware: [uefi]', or no 'ca' and an iPXE built with TRUST= (image.ipxe)"));
            }
        });
        return server.map(s -> new LoaderMedia(
                URI.create(s.value().replaceAll("/+$", "")), firmware, address, authority.map(Field::value)));
    }

    private static Set<Firmware> firmware(Fields loader) {
        var all = EnumSet.noneOf(Firmware.class);
        loader.words("firmware", Firmware.words()).forEach(word -> all.add(Firmware.of(word)));
        return all.isEmpty() ? EnumSet.allOf(Firmware.class) : all;
    }

    private Optional<StaticAddress> address(Fields loader) {
        var gateway = loader.text("gateway", "an address").flatMap(this::ipv4);
        var nameServer = loader.text("nameServer", "an address").flatMap(this::ipv4);
        var device = loader.text("interface", "net0")
                .flatMap(f -> f.matching(DEVICE, "iPXE's name of it, such as net0", mistakes));
        var given = loader.text("address", ADDRESS_FORM).flatMap(f -> f.matching(ADDRESS, ADDRESS_FORM, mistakes));
        if (!loader.has("address")) {
            for (var name : List.of("gateway", "nameServer", "interface")) {
                loader.text(name, "nothing")
                        .ifPresent(f -> mistakes.accept(f.mistake("is for a static address", "with address alone")));
            }
        }
        return given.flatMap(f -> {
            var parts = f.value().split("/", 2);
            return ipv4(f.map(_ -> parts[0]))
                    .map(ip -> new StaticAddress(
                            device.map(Field::value).orElse("net0"),
                            ip,
                            Integer.parseInt(parts[1]),
                            gateway,
                            nameServer));
        });
    }

    private Optional<Ipv4> ipv4(Field<String> field) {
        try {
            return Optional.of(new Ipv4(field.value()));
        } catch (IllegalArgumentException e) {
            mistakes.accept(field.mistake(e.getMessage(), "such as 10.0.12.1"));
            return Optional.empty();
        }
    }

    private Optional<Field<Path>> authority(Field<String> field) {
        return field.found(probe.file(field.value()), mistakes).filter(file -> {
            try {
                Authority.read(file.value());
                return true;
            } catch (IOException e) {
                mistakes.accept(field.mistake(e.getMessage(), "the certificate of one authority, PEM"));
                return false;
            }
        });
    }
}
