package io.rackboot.inventory.document;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.form.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The condition of a request: `If-Match` and `If-None-Match` (RFC 9110 sections 13.1.1 and 13.1.2).
///
/// @param match the revisions of which one must stand; empty for no such condition
/// @param noneMatch the revisions of which none may stand; empty for no such condition
public record Condition(Optional<Tags> match, Optional<Tags> noneMatch) {
    /// No condition at all.
    public static final Condition NONE = new Condition(Optional.empty(), Optional.empty());

    private static final String ALLOWED = "* or entity tags such as \"12\", with their quotes";
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*");

    /// A set of entity tags.
    public sealed interface Tags {
        /// `*`: any document at all.
        record Any() implements Tags {}

        /// These revisions.
        record Of(List<Long> revisions) implements Tags {}

        /// {@return whether the document that stands, if any, is among them}
        default boolean hold(OptionalLong current) {
            return switch (this) {
                case Any _ -> current.isPresent();
                case Of tags -> current.isPresent() && tags.revisions().contains(current.getAsLong());
            };
        }
    }

    /// {@return whether it holds for the revision that stands, empty for no document}
    public boolean holds(OptionalLong current) {
        return match.map(tags -> tags.hold(current)).orElse(true)
                && noneMatch.map(tags -> !tags.hold(current)).orElse(true);
    }

    /// Reads the two headers, each empty where the request has none.
    public static Reading<Condition> read(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
        var match = ifMatch.map(header -> tags(header, Weak.NEVER_MATCHES));
        var noneMatch = ifNoneMatch.map(header -> tags(header, Weak.MATCHES));
        if (match.isPresent() && match.get().isEmpty()) {
            return Reading.bad("If-Match", "is " + ifMatch.orElseThrow(), ALLOWED);
        }
        if (noneMatch.isPresent() && noneMatch.get().isEmpty()) {
            return Reading.bad("If-None-Match", "is " + ifNoneMatch.orElseThrow(), ALLOWED);
        }
        return new Reading.Good<>(new Condition(match.flatMap(tags -> tags), noneMatch.flatMap(tags -> tags)));
    }

    private enum Weak {
        MATCHES,
        NEVER_MATCHES
    }

    private static Optional<Tags> tags(String header, Weak weak) {
        if (header.strip().equals("*")) {
            return Optional.of(new Tags.Any());
        }
        var revisions = new ArrayList<Long>();
        for (var part : header.split(",", -1)) {
            var tag = TAG.matcher(part);
            if (!tag.matches()) {
                return Optional.empty();
            }
            if (tag.group(1) == null || weak == Weak.MATCHES) {
                Answers.revision(tag.group(2)).ifPresent(revisions::add);
            }
        }
        return Optional.of(new Tags.Of(List.copyOf(revisions)));
    }
}
