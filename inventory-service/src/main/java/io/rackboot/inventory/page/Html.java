package io.rackboot.inventory.page;

import java.util.Arrays;

/// Text for HTML.
final class Html {
    private Html() {}

    /// {@return the markup with every `%s` replaced by the text in its turn, escaped}
    static String of(String markup, String... texts) {
        return markup.formatted(Arrays.stream(texts).map(Html::escape).toArray());
    }

    /// {@return the text with the characters that HTML gives a meaning replaced by references}
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
