package io.rackboot.inventory.page;

/// Text for HTML.
final class Html {
    private Html() {}

    /// {@return the text with the characters that HTML gives a meaning replaced by references}
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
