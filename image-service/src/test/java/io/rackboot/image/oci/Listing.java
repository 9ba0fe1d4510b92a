package io.rackboot.image.oci;

import io.rackboot.image.Commands;
import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All that a root is, a line per name but the root's own, in the order of bytes: name, type, mode, owner, group; a
/// link's target; a device's numbers; the digest of a file's content and the first of its names; extended attributes.
final class Listing {
    private static final String BY_GNU_TOOLS = """
            export LC_ALL=C
            find . -mindepth 1 -printf '%P\\n' | sort | while IFS= read -r p; do
              printf '%s ' "$p"
              find "./$p" -maxdepth 0 -printf '%y %m %U %G'
              case $(find "./$p" -maxdepth 0 -printf %y) in
                l) printf ' %s' "$(readlink "$p")" ;;
                c | b) printf ' %s' "$(stat -c '%t,%T' "$p")" ;;
                f) printf ' %s %s' "$(sha256sum <"$p" | cut -c 1-64)" \
                  "$(find . -samefile "$p" -printf '%P\\n' | sort | head -n 1)" ;;
              esac
              getfattr -h -d -m '^(user|security)[.]' -e hex "./$p" | grep -v -e '^#' -e '^$' | sort | sed 's/^/ /' | tr -d '\\n'
              echo
            done
            """;

    private final Map<FileIdentity, String> firstNames = new HashMap<>();

    private Listing() {}

    /// {@return the listing of a directory, made by GNU tools}
    static List<String> of(Path directory) {
        return Commands.run(directory, BY_GNU_TOOLS).lines().toList();
    }

    /// {@return the listing of a tree}
    static List<String> of(Tree tree) {
        var listing = new Listing();
        return tree.nodes().entrySet().stream()
                .skip(1)
                .map(entry -> listing.line(entry.getKey().bytes(), entry.getValue()))
                .toList();
    }

    private String line(String name, Node node) {
        var attributes = node.attributes();
        var about = "%o %d %d".formatted(attributes.permissions(), attributes.uid(), attributes.gid());
        var line = switch (node) {
            case Node.Directory _ -> "d " + about;
            case Node.RegularFile file ->
                "f " + about + " " + digest(file.content()) + " "
                        + firstNames.computeIfAbsent(file.identity(), _ -> name);
            case Node.SymbolicLink link -> "l " + about + " " + link.target();
            case Node.Device device ->
                (device.kind() == DeviceKind.BLOCK ? "b " : "c ")
                        + about
                        + " %x,%x".formatted(device.major(), device.minor());
            case Node.Fifo _ -> "p " + about;
        };
        return name + " " + line + extended(attributes);
    }

    private static String extended(Attributes attributes) {
        return attributes.extended().entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=0x"
                        + HexFormat.of().formatHex(entry.getValue().getBytes(StandardCharsets.ISO_8859_1)))
                .collect(Collectors.joining());
    }

    private static String digest(Content content) {
        try (var in = ContentReader.open(content)) {
            return HexFormat.of().formatHex(Digests.sha256().digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
