package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// A rack's label, one token of a subject: 1 to 32 of `a-z 0-9 _ -`.
public record Rack(@JsonValue String label) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,32}");

    /// @throws IllegalArgumentException for a label that could not stand in a subject
    @JsonCreator
    public Rack {
        if (!FORM.matcher(label).matches()) {
            throw new IllegalArgumentException("not a rack label (1 to 32 of a-z 0-9 _ -): " + label);
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
