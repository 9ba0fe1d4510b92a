package io.rackboot.image.specification;

import java.util.List;

/// What reading a specification came to.
public sealed interface Reading {

    /// It can be built.
    record Accepted(Specification specification) implements Reading {}

    /// It cannot; every mistake, in the order of the document.
    record Refused(List<Mistake> mistakes) implements Reading {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }
}
