package io.rackboot.inventory.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.inventory.form.Form;
import io.rackboot.inventory.form.Reading;
import io.rackboot.inventory.form.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A profile's document as a client writes it: `image` is needed, all else may be left out.
final class ProfileForm {
    private static final RootMode[] MODES = {
        RootMode.INITRD, RootMode.SQUASHFS, RootMode.RAM_DISK, RootMode.NFS, RootMode.EFI_DISK
    };
    private static final int ARGUMENTS = 64;
    /// The kernel's own limit for its whole command line (COMMAND_LINE_SIZE on x86).
    private static final int COMMAND_LINE = 2048;

    private static final Pattern ARGUMENT = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,510}[\\x21-\\x7e])?");
    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int METADATA_VALUE = 4096;

    private ProfileForm() {}

    static Reading<ProfileDocument> read(String name, ObjectNode body) {
        var form = Form.of(body);
        form.text(
                "name",
                "left out, or " + name + " as in the path",
                text -> Words.name(text).filter(name::equals));
        var image = form.required(
                "image",
                "an image as name, name.version or name@channel",
                text -> Words.tried(() -> ImageReference.of(text)));
        var mode = form.text(
                "rootMode", Words.list(MODES, RootMode::text), text -> Words.oneOf(MODES, RootMode::text, text));
        var arguments = form.texts(
                "kernelArguments",
                ARGUMENTS,
                "1 to 512 printable ASCII characters",
                text -> Words.matching(ARGUMENT, text));
        arguments
                .filter(list -> String.join(" ", list).length() > COMMAND_LINE)
                .ifPresent(_ -> form.mistake(
                        "kernelArguments",
                        "is longer than a kernel command line",
                        "at most " + COMMAND_LINE + " characters in all"));
        var metadata = form.map(
                "metadata",
                64,
                "a text of at most " + METADATA_VALUE + " characters, named by 1 to 64 of A-Z a-z 0-9 . _ -",
                member -> Optional.of(member.getValue())
                        .filter(_ -> METADATA_NAME.matcher(member.getKey()).matches())
                        .filter(value -> value.length() <= METADATA_VALUE));
        return form.end(image.filter(_ -> form.good())
                .map(reference -> new ProfileDocument(
                        name,
                        reference,
                        mode.orElse(RootMode.INITRD),
                        arguments.orElse(List.of()),
                        metadata.orElse(Map.of()))));
    }
}
