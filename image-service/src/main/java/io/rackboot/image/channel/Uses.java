package io.rackboot.image.channel;

import java.util.List;

/// Who uses a version of an image.
public sealed interface Uses {

    /// @param users for people: `channel stable`, `profile web`; empty where nobody does
    record Known(List<String> users) implements Uses {
        public Known {
            users = List.copyOf(users);
        }
    }

    /// NATS is away, so that nobody can tell: what may be used stays.
    record Unknown(String reason) implements Uses {}
}
