package io.rackboot.boot.token;

import io.rackboot.events.MachineId;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// One boot's public name. It stands in facts and is the readable part of the boot token, so that a restarted service
/// knows what a boot was given without having kept it.
///
/// Its text is `<machine>.<milliseconds since 1970, base 36>.<image digest, base64url>.<image>`: no part but the last
/// holds a dot.
///
/// @param machine the MAC address the machine boots from
/// @param issued when its script was rendered, to the millisecond
/// @param imageDigest the image's digest, 64 lower-case hex digits
/// @param image the image as `name.version`
public record BootId(MachineId machine, Instant issued, String imageDigest, String image) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{12})\\.([0-9a-z]{1,10})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9._-]{1,129})");

    /// @throws IllegalArgumentException for a digest that is none
    public BootId {
        if (!DIGEST.matcher(imageDigest).matches()) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + imageDigest);
        }
        issued = Instant.ofEpochMilli(issued.toEpochMilli());
    }

    /// Reads what [#text()] wrote; empty for anything else.
    public static Optional<BootId> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var id = new BootId(
                new MachineId(match.group(1)),
                Instant.ofEpochMilli(Long.parseLong(match.group(2), 36)),
                HexFormat.of().formatHex(Base64.getUrlDecoder().decode(match.group(3))),
                match.group(4));
        // One boot has one text: a base64 digit has bits that do not count.
        return id.text().equals(text) ? Optional.of(id) : Optional.empty();
    }

    /// {@return the id as one word of letters, digits, `.`, `_` and `-`}
    public String text() {
        return String.join(
                ".",
                machine.text(),
                Long.toString(issued.toEpochMilli(), 36),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex(imageDigest)),
                image);
    }
}
