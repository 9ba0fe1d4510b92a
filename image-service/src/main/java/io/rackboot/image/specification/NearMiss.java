package io.rackboot.image.specification;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant.
final class NearMiss {
    private NearMiss() {}

    /// {@return the nearest of some words, if it is near: one change per three letters, at least one, letter case free}
    static Optional<String> of(String word, Collection<String> words) {
        return words.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= 3)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3));
    }

    /// {@return `; did you mean 'x'?`, or nothing}
    static String hint(String word, Collection<String> words) {
        return of(word, words).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    /// Changes of one letter, and swaps of two neighbours, that lead from one word to the other.
    private static int distance(String from, String to) {
        var a = from.toLowerCase(Locale.ROOT);
        var b = to.toLowerCase(Locale.ROOT);
        var d = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
