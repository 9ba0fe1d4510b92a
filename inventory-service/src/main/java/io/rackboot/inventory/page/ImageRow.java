package io.rackboot.inventory.page;

import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import java.util.Locale;

/// One published image, as the page says it.
final class ImageRow {
    private ImageRow() {}

    static String html(ImageDocument image) {
        return Html.of(
                """
                <tr class="image"><td class="is"><span class="state" data-state="complete">published</span></td>\
                <td class="name">%s</td><td class="root">%s</td><td class="kernel mono">%s</td>\
                <td class="size num">%s</td><td class="when num">%s</td><td class="users"></td></tr>
                """,
                image.key(),
                image.rootMode().text(),
                image.kernelRelease(),
                megabytes(image.artifacts().stream().mapToLong(Artifact::size).sum()),
                MachineRow.time(image.created()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
