package io.rackboot.image.publish;

import java.util.List;

/// Who uses an image on this service itself.
@FunctionalInterface
public interface Users {
    /// {@return for people: `image child.1`, `build …`; empty where nobody does}
    ///
    /// @param key `name.version`
    List<String> of(String key);
}
