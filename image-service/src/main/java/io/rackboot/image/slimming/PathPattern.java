package io.rackboot.image.slimming;

import io.rackboot.image.tree.TreePath;
import java.util.List;
import java.util.regex.Pattern;

/// Names in a root: `*` stands for any characters but a slash, `?` for one, `**` for slashes too.
///
/// @param text as it is written
/// @param form what a raw path without its leading slash must be
public record PathPattern(String text, Pattern form) {

    /// Reads a pattern that starts with a slash.
    public static PathPattern of(String text) {
        var raw = TreePath.raw(text).substring(1);
        var form = new StringBuilder();
        for (var i = 0; i < raw.length(); i++) {
            switch (raw.charAt(i)) {
                case '*' -> {
                    if (raw.startsWith("**", i)) {
                        form.append(".*");
                        i++;
                    } else {
                        form.append("[^/]*");
                    }
                }
                case '?' -> form.append("[^/]");
                default -> form.append(Pattern.quote(raw.substring(i, i + 1)));
            }
        }
        return new PathPattern(text, Pattern.compile(form.toString(), Pattern.DOTALL));
    }

    /// {@return several}
    public static List<PathPattern> all(List<String> texts) {
        return texts.stream().map(PathPattern::of).toList();
    }

    /// {@return whether a path is one of them}
    public boolean matches(TreePath path) {
        return form.matcher(path.bytes()).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
